// What pages do that HTML alone cannot: take the token from behind the # of a link.

const token = location.hash.slice(1);
if (token.includes('.')) {
  for (const field of document.querySelectorAll('input[name=token]')) {
    field.value = token;
    field.closest('[data-paste]')?.setAttribute('hidden', '');
  }
  // Shows at once what there is to confirm. That changes nothing; the button does.
  const look = document.querySelector('form[data-look]');
  if (look) void show(look);
  // Who reads on in another language takes the token along.
  for (const link of document.querySelectorAll('a[data-language]')) link.hash = token;
  // Once used, it is of no more use in the history of a computer that others use too.
  addEventListener('submit', () => history.replaceState(null, '', location.pathname));
}

/** Puts the answer to a form in place of this page; without an answer, people can still press the button. */
async function show(form) {
  try {
    const answer = await fetch(location.pathname, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    document.title = page.title;
    document.querySelector('main').replaceWith(page.querySelector('main'));
    document.querySelector('main [autofocus]')?.focus();
  } catch {
    // The network is away.
  }
}

/** How far a file is that takes long to send. Without scripts the browser itself says so. */
addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  const sending = form.querySelector('[data-sending]');
  const [file] = form.querySelector('input[type=file]')?.files ?? [];
  if (!sending || !file || file.size < 500_000 || submitter?.dataset.saves !== undefined) return;
  event.preventDefault();
  const request = new XMLHttpRequest();
  request.open('POST', submitter?.formAction || location.href);
  request.responseType = 'document';
  const bar = sending.querySelector('progress');
  const busy = (is) => {
    sending.hidden = !is;
    for (const button of form.querySelectorAll('button')) button.disabled = is;
  };
  request.upload.onprogress = ({ loaded, total }) => {
    bar.value = loaded / total;
  };
  // What is left to be read after the last byte was sent.
  request.upload.onload = () => bar.removeAttribute('value');
  request.onload = () => {
    const main = request.response?.querySelector('main');
    if (!main) return busy(false);
    document.title = request.response.title;
    document.querySelector('main').replaceWith(main);
    scrollTo(0, 0);
    main.querySelector('[role=status], [role=alert], h1')?.scrollIntoView({ block: 'center' });
    main.querySelector('[autofocus]')?.focus();
  };
  request.onerror = () => {
    busy(false);
    form.submit();
  };
  const body = new FormData(form);
  busy(true);
  request.send(body);
});

// A link that differs from the page shown behind its # alone, which may be the answer to a form, would otherwise open nothing.
addEventListener('hashchange', () => {
  if (location.hash.includes('.')) location.replace(`${location.pathname}?again=${Date.now()}${location.hash}`);
});

// What is typed takes the place of the name that stands there: the list below shows only names that begin so.
for (const field of document.querySelectorAll('input[list]')) field.addEventListener('focus', () => field.select());

// Browsers do not lead to what cannot be used where the address leads elsewhere.
addEventListener('load', () => document.querySelector('main [autofocus]')?.focus());

// Buttons that copy a link are of no use without scripts, so they are hidden until now.
for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}

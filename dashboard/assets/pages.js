// What pages do that HTML alone cannot: take the token from behind the # of a link, tell how far a long file is, search once something is chosen.

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

// Who comes back to the answer to a form asks for its page, and sends nothing again: once it was accepted, or is sent anew.
const { answers } = document.querySelector('main').dataset;
const forget = () => history.replaceState(null, '', location.href);
if (answers === 'accepted') forget();
if (answers === 'refused') addEventListener('submit', forget);

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
addEventListener('focusin', ({ target }) => target.matches('input[list]') && target.select());

let searching;
/** A search shows what it finds as soon as something is chosen or ticked. What is typed waits for the button, as everything does without scripts. */
addEventListener('change', async ({ target }) => {
  const form = target.matches('select, [type=checkbox]') && target.closest('form[role=search]');
  if (!form) return;
  searching?.abort();
  searching = new AbortController();
  const said = () => String(new URLSearchParams(new FormData(form)));
  const asked = said();
  const address = new URL(form.action);
  address.search = asked.replace(/[^&=]+=(&|$)/g, '').replace(/&$/, '');
  try {
    const answer = await fetch(address, { signal: searching.signal });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const [header, main] = ['header', 'main'].map((part) => page.querySelector(part));
    // Who has typed more meanwhile keeps it.
    if (said() !== asked || !form.isConnected || !main) return;
    const opened = [...document.querySelectorAll('main details[open] > summary')].map(({ textContent }) => textContent);
    const { name, value } = document.activeElement;
    document.title = page.title;
    document.querySelector('header').replaceWith(header);
    document.querySelector('main').replaceWith(main);
    for (const summary of main.querySelectorAll('summary'))
      if (opened.includes(summary.textContent)) summary.parentElement.open = true;
    const same = [...main.querySelectorAll('form[role=search] [name]')].filter((each) => each.name === name);
    (same.find((each) => each.value === value) ?? same[0])?.focus({ preventScroll: true });
    history.replaceState(null, '', answer.url);
  } catch {
    // The network is away, or something else was chosen.
  }
});

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

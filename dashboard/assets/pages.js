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
  } catch {
    // The network is away.
  }
}

// A link that differs from the page shown behind its # alone, which may be the answer to a form, would otherwise open nothing.
addEventListener('hashchange', () => {
  if (location.hash.includes('.')) location.replace(`${location.pathname}?again=${Date.now()}${location.hash}`);
});

// Buttons that copy a link are of no use without scripts, so they are hidden until now.
for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}

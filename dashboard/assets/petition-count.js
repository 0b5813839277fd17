// <petition-count one="# person has signed" other="# people have signed"><a href="https://.../petitions/ID">...</a></petition-count>
// The live count of a petition on a page of any site, above the link within it. Without this script, or the network, there is the link.

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: inline-block; color: inherit; line-height: 1.4 }
  p { margin: 0 }
  b { display: block; font-size: 2.25em; line-height: 1.15; font-variant-numeric: tabular-nums }
`);

class PetitionCount extends HTMLElement {
  #feed;
  #timer;
  #wait = 2000;
  #shown = document.createElement('p');

  constructor() {
    super();
    const slot = document.createElement('slot');
    this.#shown.part = 'count';
    this.attachShadow({ mode: 'open' }).append(this.#shown, slot);
    this.shadowRoot.adoptedStyleSheets = [sheet];
    slot.onslotchange = this;
  }

  connectedCallback() {
    for (const [on, name] of events) on.addEventListener(name, this);
    this.handleEvent();
  }

  disconnectedCallback() {
    for (const [on, name] of events) on.removeEventListener(name, this);
    this.#close();
  }

  // A browser opens six connections to one server on HTTP/1.1: a hidden page keeps none.
  handleEvent(event) {
    if (event?.type === 'pagehide' || document.hidden || !this.isConnected) this.#close();
    else this.#open();
  }

  #open() {
    const address = this.querySelector('a')?.href.replace(/\/petitions\/([^/?#]+).*/, '/embed/petitions/$1/live');
    if (this.#feed || !address) return;
    this.#feed = new EventSource(address);
    this.#feed.addEventListener('next', ({ data }) => {
      this.#wait = 2000;
      const { totalCount } = JSON.parse(data).data?.petitionCount?.petition ?? {};
      if (totalCount != null) this.#show(totalCount);
    });
    const again = (event) => {
      if (event.type === 'error' && this.#feed?.readyState !== EventSource.CLOSED) return;
      this.#close();
      // Not all pages at once.
      this.#timer = setTimeout(() => this.handleEvent(), this.#wait * (0.5 + Math.random()));
      this.#wait = Math.min(60_000, this.#wait * 2);
    };
    this.#feed.addEventListener('complete', again);
    this.#feed.addEventListener('error', again);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#feed?.close();
    this.#feed = undefined;
  }

  #show(count) {
    const language = this.closest('[lang]')?.lang.replace('_', '-') || undefined;
    const words = this.getAttribute(new Intl.PluralRules(language).select(count)) ?? this.getAttribute('other') ?? '#';
    const [before, after] = words.split('#');
    const number = document.createElement('b');
    number.part = 'number';
    number.append(count.toLocaleString(language));
    this.#shown.replaceChildren(before, number, after ?? '');
  }
}

const events = [
  [document, 'visibilitychange'],
  [window, 'pagehide'],
  [window, 'pageshow'],
];

if (!customElements.get('petition-count')) customElements.define('petition-count', PetitionCount);

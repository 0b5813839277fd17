// <live-count src="...">: keeps the numbers within it fresh while its tab can be seen.
// A browser opens six connections to one server on HTTP/1.1, so a hidden tab must keep none.

// A feed that the server ends, or that a server which is starting again refuses, is opened anew after a while: EventSource gives up then.

/** How long a feed waits that could not be opened, in milliseconds; twice as long each time. */
const [shortest, longest] = [2_000, 60_000];

class LiveCount extends HTMLElement {
  #feed;
  #timer;
  #wait = shortest;
  #turn = () => (document.hidden ? this.#close() : this.#open());

  connectedCallback() {
    document.addEventListener('visibilitychange', this.#turn);
    addEventListener('pagehide', this.#shut);
    addEventListener('pageshow', this.#turn);
    this.#turn();
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.#turn);
    removeEventListener('pagehide', this.#shut);
    removeEventListener('pageshow', this.#turn);
    this.#close();
  }

  #shut = () => this.#close();

  #open() {
    if (this.#feed) return;
    this.#feed = new EventSource(this.getAttribute('src'));
    this.#feed.addEventListener('next', ({ data }) => {
      this.#wait = shortest;
      this.#show(JSON.parse(data).data ?? {});
    });
    this.#feed.addEventListener('complete', () => this.#again());
    this.#feed.addEventListener('error', () => this.#feed?.readyState === EventSource.CLOSED && this.#again());
  }

  /** Not all tabs at once: a server that has just started is not asked by everybody in the same moment. */
  #again() {
    this.#close();
    this.#timer = setTimeout(this.#turn, this.#wait * (0.5 + Math.random()));
    this.#wait = Math.min(longest, this.#wait * 2);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#feed?.close();
    this.#feed = undefined;
  }

  #show(data) {
    for (const { petition } of Object.values(data).flat()) {
      for (const shown of this.querySelectorAll(`[data-count="${CSS.escape(petition.id)}"]`)) {
        const number = petition[shown.dataset.of];
        if (number == null) continue;
        if (shown instanceof HTMLProgressElement) shown.value = number;
        else shown.textContent = number.toLocaleString(document.documentElement.lang);
      }
    }
  }
}

customElements.define('live-count', LiveCount);

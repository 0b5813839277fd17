// <live-count src="...">: keeps the numbers within it fresh while its tab can be seen.
// A browser opens six connections to one server on HTTP/1.1, so a hidden tab must keep none.

class LiveCount extends HTMLElement {
  #feed;
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
    this.#feed.addEventListener('next', ({ data }) => this.#show(JSON.parse(data).data ?? {}));
    this.#feed.addEventListener('complete', () => this.#close());
  }

  #close() {
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

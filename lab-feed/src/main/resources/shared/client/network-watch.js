/**
 * What the browser says about the network, as far as it can be believed: a server on this
 * machine is there without one.
 */
export class NetworkWatch {

  #browser;
  #isBelieved;
  #listeners;

  /** `went()` and `came()` are called between `start` and `stop`. */
  constructor(browser, base, { went, came }) {
    this.#browser = browser;
    const { href, hostname } = browser.location ?? {};
    const host = base ? new URL(base, href).hostname : hostname;
    this.#isBelieved = !/^(localhost|127\..*|\[::1\])$/.test(host ?? '');
    this.#listeners = {
      offline: () => this.#isBelieved && went(),
      online: came,
    };
  }

  get isGone() {
    return this.#isBelieved && !this.#browser.isOnline();
  }

  start() {
    for (const [event, listener] of Object.entries(this.#listeners)) {
      this.#browser.network.addEventListener(event, listener);
    }
  }

  stop() {
    for (const [event, listener] of Object.entries(this.#listeners)) {
      this.#browser.network.removeEventListener(event, listener);
    }
  }
}

/**
 * Holds the polls of one client back, as if it were too slow to ask for its packets. What it
 * sends itself (POST) passes.
 */
import { abortable } from '/shared/client/browser.js';

export class PollGate {

  /** The browser that the client is to use. */
  browser;

  #opened = Promise.resolve();
  #open = () => {};

  constructor(browser) {
    this.browser = { ...browser, fetch: (url, options) => this.#fetch(browser, url, options) };
  }

  /** A poll that is held by the server already is not touched. */
  close() {
    this.open();
    this.#opened = new Promise(resolve => { this.#open = resolve; });
  }

  open() {
    this.#open();
  }

  async #fetch(browser, url, options) {
    if (options.method === 'GET') await abortable(this.#opened, options.signal);
    return browser.fetch(url, options);
  }
}

import { Watchdog } from './watchdog.js';

/**
 * Whether the server is still there (Engine.IO protocol v4, "Heartbeat"). The server
 * pings, because a browser slows down the timers of a page that nobody sees; all that is
 * left for us is to miss a ping.
 */
export class Heartbeat {

  #browser;
  #millis;
  #onSilence;
  #watchdog;
  #heardAt;

  constructor(browser, { pingInterval, pingTimeout }, onSilence) {
    this.#browser = browser;
    this.#millis = pingInterval + pingTimeout;
    this.#onSilence = onSilence;
    this.#watchdog = new Watchdog(browser, this.#millis, onSilence);
    this.heard();
  }

  heard() {
    this.#heardAt = this.#browser.now();
    this.#watchdog.heard();
  }

  /** Asks the clock: after a sleep the timer may be later than whoever asks. */
  check() {
    if (this.#browser.now() - this.#heardAt > this.#millis) this.#onSilence();
  }

  stop() {
    this.#watchdog.rest();
  }
}

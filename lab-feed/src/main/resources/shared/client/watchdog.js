/** Notices a dead peer: it says nothing, so only silence tells that it is dead. */
export class Watchdog {

  #browser;
  #millis;
  #onSilence;
  #timer;
  #watching = false;
  #paused = false;

  constructor(browser, millis, onSilence) {
    this.#browser = browser;
    this.#millis = millis;
    this.#onSilence = onSilence;
  }

  /** A sign of life: from here on the time counts anew. */
  heard() {
    this.#watching = true;
    this.#arm();
  }

  /** Until the next sign of life silence is what was agreed. */
  rest() {
    this.#watching = false;
    this.#arm();
  }

  /** Who does not listen cannot complain about silence. */
  set paused(paused) {
    this.#paused = paused;
    this.#arm();
  }

  #arm() {
    this.#browser.clearTimeout(this.#timer);
    if (!this.#watching || this.#paused || this.#millis === Infinity) return;
    this.#timer = this.#browser.setTimeout(this.#onSilence, this.#millis);
  }
}

/**
 * Who types is told once when it begins and once when it ends, however many keys there
 * are: it has ended when no key came for a while (debounce).
 */
const SILENCE_MILLIS = 3_000;

export class Typing {

  #tell;
  #timers;
  #room;
  #end;

  /** @param tell called with a room's name, and whether we type there */
  constructor(tell, timers = globalThis) {
    this.#tell = tell;
    this.#timers = timers;
  }

  /** A key was pressed. */
  key(room) {
    if (room !== this.#room) {
      this.stop();
      this.#room = room;
      this.#tell(room, true);
    }
    this.#timers.clearTimeout(this.#end);
    this.#end = this.#timers.setTimeout(() => this.stop(), SILENCE_MILLIS);
  }

  stop() {
    if (this.#room === undefined) return;
    this.#tell(this.#room, false);
    this.forget();
  }

  /** It has ended, and everybody knows it: a message says so too. */
  forget() {
    this.#timers.clearTimeout(this.#end);
    this.#room = undefined;
  }
}

/** More than a server retains by default. */
const LIMIT = 5_000;

/** The cursors of what has arrived, to find out what arrives again; the newest of them. */
export class SeenCursors {

  #seen = new Set();

  /** Whether it is the first time. */
  add(cursor) {
    if (this.#seen.has(cursor)) return false;
    this.#seen.add(cursor);
    if (this.#seen.size > LIMIT) {
      this.#seen.delete(this.#seen.values().next().value); // the oldest
    }
    return true;
  }
}

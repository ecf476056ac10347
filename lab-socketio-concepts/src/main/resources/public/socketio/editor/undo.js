/**
 * Undoing one's own changes, and nobody else's. The browser's own undo knows only the
 * content of the text box, others' words in it: it would take those back too.
 *
 * What was deleted is typed again, so it has new ids: changes before it that are undone
 * later must find the new characters in the place of the old.
 */
import { key } from './shared-text.js';

const MAX_STEPS = 100;
/** Letters that follow each other this fast are undone together. */
const TOGETHER_MILLIS = 1_000;

export class Undo {

  #replica;
  #done = [];
  #undone = [];
  #addedAt = -Infinity;
  #retyped = new Map(); // by key of a character's id: its id since it was typed again

  constructor(replica) {
    this.#replica = replica;
  }

  /** @param change what `Replica.edit` gave; @param at when, in milliseconds */
  add(change, at = performance.now()) {
    const last = this.#done.at(-1);
    const goesOn = last && at - this.#addedAt < TOGETHER_MILLIS
      && change.removed.length === 0 && last.inserted.length > 0;
    if (goesOn) last.inserted.push(...change.inserted);
    else this.#done.push(change);
    this.#done.splice(0, this.#done.length - MAX_STEPS);
    this.#undone = [];
    this.#addedAt = at;
  }

  /** Returns the change that it made, or undefined if there is nothing to undo. */
  undo() {
    return this.#move(this.#done, this.#undone);
  }

  redo() {
    return this.#move(this.#undone, this.#done);
  }

  clear() {
    this.#done = [];
    this.#undone = [];
    this.#retyped.clear();
  }

  #move(from, to) {
    const change = from.pop();
    if (!change) return undefined;
    this.#replica.delete(change.inserted
      .flatMap(({ ids }) => ids.map(id => this.#now(id))));
    const inverse = {
      removed: change.inserted,
      inserted: change.removed.flatMap(run => this.#retype(run)),
    };
    to.push(inverse);
    this.#addedAt = -Infinity;
    return inverse;
  }

  /** Where it was: what others have typed between its characters stays between them. */
  #retype({ ids, text }) {
    const characters = [...text];
    const gone = ids.map(id => this.#now(id));
    const places = gone.map(id => this.#replica.text.indexOf(id));
    const runs = [];
    for (let from = 0, to; from < gone.length; from = to) {
      to = from + 1;
      while (places[to] === places[from]) to += 1;
      runs.push(...this.#replica.type(gone[from], characters.slice(from, to).join('')));
    }
    runs.flatMap(run => run.ids).forEach((id, i) => this.#retyped.set(key(gone[i]), id));
    return runs;
  }

  #now(id) {
    const next = this.#retyped.get(key(id));
    return next ? this.#now(next) : id;
  }
}

/** What was done here and is not acknowledged yet, in the order in which it was done. */
import { key, plus } from './shared-text.js';
import { charactersIn } from './text-difference.js';

/** The server's limits for one event (`EditorInput.java`). */
export const MAX_RUN = 500;
const MAX_EDITS = 64;

export class Pending {

  #changes = []; // { event, payload }: of an edit one edit, otherwise what is sent
  #underWay = 0; // so many of them, the first

  get length() {
    return this.#changes.length;
  }

  [Symbol.iterator]() {
    return this.#changes.values();
  }

  /** An insertion that goes on where the last one ends becomes one with it. */
  add(event, payload) {
    const last = this.length > this.#underWay ? this.#changes.at(-1) : undefined;
    if (event === 'edit' && last?.event === 'edit' && continues(payload, last.payload)) {
      last.payload = { ...last.payload, insert: last.payload.insert + payload.insert };
    } else {
      this.#changes.push({ event, payload });
    }
  }

  /**
   * What the next event is to carry: { event, payload }, as many edits as it may. It is
   * under way then, until one of the next three says what became of it; undefined if one
   * is already, or there is nothing.
   */
  take() {
    if (this.#underWay > 0 || this.length === 0) return undefined;
    const [{ event, payload }] = this.#changes;
    if (event !== 'edit') {
      this.#underWay = 1;
      return { event, payload };
    }
    const other = this.#changes.findIndex(each => each.event !== 'edit');
    this.#underWay = Math.min(other < 0 ? this.length : other, MAX_EDITS);
    const edits = this.#changes.slice(0, this.#underWay).map(each => each.payload);
    return { event, payload: edits };
  }

  /** It was acknowledged, or refused: it is not to be sent again. */
  done() {
    this.#changes.splice(0, this.#underWay);
    this.#underWay = 0;
  }

  /** No answer: perhaps it was done and perhaps not. It stays the first. */
  unanswered() {
    this.#underWay = 0;
  }

  /** Forgets everything of that kind, which may be under way. */
  drop(event) {
    this.#changes = this.#changes.filter(each => each.event !== event);
    this.#underWay = 0;
  }
}

/** Whether an insertion goes on where another ends, so that they can be told as one. */
function continues({ id, after, insert }, before) {
  if (insert === undefined || before.insert === undefined) return false;
  const length = charactersIn(before.insert);
  return key(after) === key(plus(before.id, length - 1))
    && key(id) === key(plus(before.id, length))
    && length + charactersIn(insert) <= MAX_RUN;
}

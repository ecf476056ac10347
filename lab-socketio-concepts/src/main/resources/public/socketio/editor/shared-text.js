/**
 * One replica of a text that several people edit at once: a Replicated Growable Array (Roh
 * et al., “Replicated abstract data types: Building blocks for collaborative applications”,
 * 2011). Replicas that have applied the same edits have the same text, in whatever order
 * the edits came and however often:
 *
 * - an insertion names the character that it was typed after, so it does not matter what
 *   else has moved;
 * - of several after the same character the one with the larger id comes first, everywhere;
 * - a deleted character stays as a tombstone, so that others can still be after it;
 * - an edit that was applied before changes nothing, and one that came too early waits.
 *
 * The same on the server: `SharedText.java`. An id is `[counter, site]`: what site 3 typed
 * when its Lamport clock showed 12 is `[12, 3]`, for ever. A character is a code point, so
 * that no emoji is cut in two. Edits are about runs of characters with consecutive ids:
 *
 *     { id: [12, 3], after: [11, 1], insert: 'cat' }    [12, 3] is c, then a, then t
 *     { id: [12, 3], delete: 2 }                        [12, 3] and [13, 3]
 *     { id: [12, 3], after: [11, 1], tombstones: 2 }    both, for who has not seen them
 */

/** No character: the place before the first. */
export const START = [0, 0];

export class SharedText {

  /** Characters that can be seen. */
  length = 0;
  /** The largest counter of all characters; the next one typed has a larger one. */
  clock = 0;

  #start = { id: START };
  #elements = new Map([[key(START), this.#start]]);
  #waiting = []; // edits about characters that are not here yet
  #changes = 0;

  /** Characters that were deleted, and still take their place. */
  get tombstones() {
    return this.#elements.size - 1 - this.length;
  }

  knows(id) {
    return this.#elements.has(key(id));
  }

  /** Types behind so many visible characters; returns what the others are to be told. */
  insert(site, index, text) {
    return this.insertAfter(site, this.idAt(index), text);
  }

  /** The same behind a character, or where it was. */
  insertAfter(site, after, text) {
    const edit = { id: [this.clock + 1, site], after, insert: text };
    this.apply(edit);
    return edit;
  }

  /** Deletes visible characters; returns what the others are to be told. */
  delete(index, count) {
    const edits = [];
    let last = this.#visible(index);
    for (let left = count; left > 0;) {
      const first = nextVisible(last);
      last = endOfRun(first, left);
      edits.push({ id: first.id, delete: lengthOfRun(first, last) });
      left -= lengthOfRun(first, last);
    }
    edits.forEach(edit => this.apply(edit));
    return edits;
  }

  /** Whether all that the edit is about is here. */
  isReady(edit) {
    if (edit.after) return this.knows(edit.after);
    for (let i = 0; i < edit.delete; i += 1) {
      if (!this.knows(plus(edit.id, i))) return false;
    }
    return true;
  }

  /** Does what another has done. Returns false if that changes nothing, or nothing yet. */
  apply(edit) {
    if (!this.isReady(edit)) {
      this.#waiting.push(edit);
      return false;
    }
    const before = this.#changes;
    this.#perform(edit);
    this.#waiting.splice(0).forEach(waiting => this.apply(waiting));
    return this.#changes !== before;
  }

  #perform(edit) {
    if (edit.insert !== undefined) {
      this.#integrate(edit, [...edit.insert]);
    } else if (edit.delete !== undefined) {
      this.#bury(edit.id, edit.delete);
    } else {
      this.#integrate(edit, new Array(edit.tombstones).fill(''));
      this.#bury(edit.id, edit.tombstones);
    }
  }

  #integrate({ id: first, after }, characters) {
    let previous = this.#elements.get(key(after));
    characters.forEach((character, i) => {
      const id = plus(first, i);
      if (!this.knows(id)) this.#place({ id, after: previous, character });
      previous = this.#elements.get(key(id));
    });
  }

  /**
   * Behind the character that it was typed after, but not before what has a larger id: that
   * was typed at the same place without knowing this one, or after something that was. What
   * follows has smaller ids again.
   */
  #place(element) {
    let left = element.after;
    while (left.next && compare(left.next.id, element.id) > 0) left = left.next;
    element.next = left.next;
    left.next = element;
    this.#elements.set(key(element.id), element);
    this.clock = Math.max(this.clock, element.id[0]);
    this.length += 1;
    this.#changes += 1;
  }

  #bury(first, count) {
    for (let i = 0; i < count; i += 1) {
      const element = this.#elements.get(key(plus(first, i)));
      if (isVisible(element)) {
        element.character = undefined;
        this.length -= 1;
        this.#changes += 1;
      }
    }
  }

  get text() {
    return textBetween(this.#start.next);
  }

  /**
   * All that is here, as edits: a replica that applies them has seen what this one has, and
   * keeps what it alone knows. In the order of the text, in which everything comes behind
   * what it was typed after.
   */
  state() {
    const runs = [];
    for (let first = this.#start.next, last; first; first = last.next) {
      last = endOfRun(first, Infinity);
      const run = { id: first.id, after: first.after.id };
      runs.push(isVisible(first) ? { ...run, insert: textBetween(first, last.next) }
        : { ...run, tombstones: lengthOfRun(first, last) });
    }
    return runs;
  }

  // ---- for carets, which stay at their character whatever is typed before it

  /** The id of the last of so many visible characters; of none: the start. */
  idAt(index) {
    return this.#visible(index).id;
  }

  /** So many visible characters from a place on: { id, character }. */
  range(index, count) {
    const range = [];
    for (let element = this.#visible(index); range.length < count;) {
      element = nextVisible(element);
      range.push({ id: element.id, character: element.character });
    }
    return range;
  }

  /** How many visible characters are up to this one; undefined if it is not here. */
  indexOf(id) {
    if (!this.knows(id)) return undefined;
    let index = 0;
    for (let each = this.#start; ; each = each.next) {
      if (isVisible(each)) index += 1;
      if (key(each.id) === key(id)) return index;
    }
  }

  /** Every element in order: `{ id, character }`, without a character if it was deleted. */
  * elements() {
    for (let each = this.#start.next; each; each = each.next) {
      yield { id: each.id, character: each.character };
    }
  }

  #visible(count) {
    let element = this.#start;
    for (let i = 0; i < count; i += 1) element = nextVisible(element);
    return element;
  }
}

function isVisible(element) {
  return element.character !== undefined;
}

/** Whether it can be told in one run with the element before it. */
function continues(element, previous) {
  return element.after === previous && key(element.id) === key(plus(previous.id, 1))
    && isVisible(element) === isVisible(previous);
}

/** The last of at most `limit` elements that can be told in one run. */
function endOfRun(first, limit) {
  let last = first;
  for (let i = 1; i < limit && last.next && continues(last.next, last); i += 1) {
    last = last.next;
  }
  return last;
}

function lengthOfRun(first, last) {
  return last.id[0] - first.id[0] + 1;
}

function textBetween(from, end) {
  let text = '';
  for (let each = from; each !== end; each = each.next) text += each.character ?? '';
  return text;
}

function nextVisible(element) {
  let { next } = element;
  while (!isVisible(next)) next = next.next;
  return next;
}

/** The id of the character that is so much further on in a run. */
export function plus([counter, site], distance) {
  return [counter + distance, site];
}

function compare([counter, site], [otherCounter, otherSite]) {
  return counter - otherCounter || site - otherSite;
}

/** Two arrays are never the same key of a map. */
export function key([counter, site]) {
  return `${counter},${site}`;
}

/** What a shared text is made of: characters with their ids, and tombstones, near the caret. */
import { t } from '/shared/i18n.js';
import { key } from './shared-text.js';

const SHOWN_BEFORE = 30;
const SHOWN = 60;
const DRAW_MILLIS = 200;
const INVISIBLE = { ' ': '␣', '\n': '⏎', '\t': '⇥' };

export class Structure {

  #details;
  #list;
  #count;
  #replica;
  #box;
  #timer;

  constructor({ details, list, count }, replica, box) {
    this.#details = details;
    this.#list = list;
    this.#count = count;
    this.#replica = replica;
    this.#box = box;
    details.addEventListener('toggle', () => this.show());
  }

  /** Soon, and at most five times a second; not at all while it is closed. */
  show() {
    if (!this.#details.open) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#draw();
    }, DRAW_MILLIS);
  }

  #draw() {
    const { text } = this.#replica;
    const { length, tombstones } = text;
    this.#count.textContent = t('structure.count', { length, tombstones });
    const all = [...text.elements()];
    const caret = this.#box.caret ? key(this.#box.caret) : undefined;
    const near = all.findIndex(({ id }) => key(id) === caret);
    const from = Math.max(0, Math.min(near + 1 - SHOWN_BEFORE, all.length - SHOWN));
    this.#list.start = from + 1;
    this.#list.replaceChildren(...all.slice(from, from + SHOWN).map(element =>
      itemOf(element, key(element.id) === caret)));
  }
}

function itemOf({ id, character }, isAtCaret) {
  const item = document.createElement('li');
  item.className = `person-${id[1] % 6}`;
  item.classList.toggle('is-tombstone', character === undefined);
  item.classList.toggle('is-caret', isAtCaret);
  const sign = document.createElement('span');
  sign.textContent = character === undefined ? '†' : INVISIBLE[character] ?? character;
  const name = document.createElement('code');
  name.textContent = key(id);
  item.append(sign, ' ', name);
  if (character === undefined) item.title = t('structure.tombstone');
  return item;
}

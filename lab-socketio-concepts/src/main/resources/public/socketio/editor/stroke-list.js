/** The strokes of the board in words, for whoever cannot see them; each can be erased. */
import { t } from '/shared/i18n.js';

export class StrokeList {

  #parts;
  #replica;

  /** @param parts { details, title, list } */
  constructor(parts, replica) {
    this.#parts = parts;
    this.#replica = replica;
    parts.details.addEventListener('toggle', () => this.show());
  }

  show() {
    const { details, title, list } = this.#parts;
    const strokes = [...this.#replica.strokes.values()];
    title.textContent = t('strokes.title', { count: strokes.length });
    if (details.open) list.replaceChildren(...strokes.map(stroke => this.#item(stroke)));
  }

  #item({ id, ink, points }) {
    const item = document.createElement('li');
    const [x1, y1] = points;
    const [x2, y2] = points.slice(-2);
    const whose = this.#replica.people.find(({ site }) => site === id[1])?.name
      ?? t('strokes.gone');
    const what = t('strokes.what',
      { whose, ink: t(`ink.${ink}`), x1, y1, x2, y2, count: points.length / 2 });
    const erase = document.createElement('button');
    erase.type = 'button';
    erase.className = 'tool';
    erase.textContent = t('strokes.erase');
    erase.setAttribute('aria-label', `${t('strokes.erase')}: ${what}`);
    erase.addEventListener('click', () => {
      this.#replica.erase([id]);
      this.#parts.title.focus();
    });
    item.append(what, ' ', erase);
    return item;
  }
}

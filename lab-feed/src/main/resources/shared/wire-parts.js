/** The marked parts of raw text, and below them what each kind that was met means. */
import { fill, onLanguage, t } from './i18n.js';
import { KINDS } from './wire-grammar.js';

export class WireParts {
  /** The explanations, closed at first. */
  legend = document.createElement('details');
  #list = document.createElement('dl');
  #kinds = new Set();

  constructor() {
    const summary = document.createElement('summary');
    summary.dataset.i18n = 'wire.legend';
    this.legend.className = 'wire-legend';
    this.legend.append(summary, this.#list);
    fill(this.legend);
    onLanguage(() => this.#list.replaceChildren(...[...this.#kinds].flatMap(legendOf)));
  }

  /** The text of a part, marked if it has a name. */
  mark({ text, kind }) {
    if (!kind) {
      return document.createTextNode(text);
    }
    if (!this.#kinds.has(kind)) {
      this.#kinds.add(kind);
      this.#list.append(...legendOf(kind));
    }
    const mark = document.createElement('mark');
    mark.className = `part part-${kind}`;
    mark.title = `${KINDS[kind].term} — ${KINDS[kind].source}`;
    mark.textContent = text;
    return mark;
  }
}

function legendOf(kind) {
  const name = document.createElement('dt');
  const mark = document.createElement('mark');
  mark.className = `part part-${kind}`;
  mark.textContent = KINDS[kind].term;
  name.append(mark);
  const what = document.createElement('dd');
  what.textContent = `${t(`wire.part.${kind}`)} (${KINDS[kind].source})`;
  return [name, what];
}

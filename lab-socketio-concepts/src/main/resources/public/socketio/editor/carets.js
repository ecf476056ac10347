/**
 * Where the others are in the text. A text area cannot show that, so a copy of its text
 * lies over it, the same but for being invisible, with a mark at each caret. It is nothing
 * to screen readers, which are told who is there elsewhere.
 */
export class Carets {

  #area;
  #layer = document.createElement('div');

  constructor(area) {
    this.#area = area;
    this.#layer.className = 'editor-paper editor-carets';
    this.#layer.setAttribute('aria-hidden', 'true');
    area.after(this.#layer);
    area.addEventListener('scroll', () => this.#follow());
    new ResizeObserver(() => this.#follow()).observe(area);
  }

  /** Each of others: { site, name, place }, the place in characters. */
  show(text, others) {
    const characters = [...text];
    const parts = [];
    let from = 0;
    for (const other of [...others].sort((a, b) => a.place - b.place)) {
      parts.push(characters.slice(from, other.place).join(''), caretOf(other));
      from = other.place;
    }
    // The last line is there even when nothing is in it.
    this.#layer.replaceChildren(...parts, `${characters.slice(from).join('')}\u200b`);
    this.#follow();
  }

  #follow() {
    this.#layer.scrollTop = this.#area.scrollTop;
  }
}

function caretOf({ site, name }) {
  const caret = document.createElement('span');
  caret.className = `caret person-${site % 6}`;
  const label = document.createElement('span');
  label.className = 'caret-name';
  label.textContent = name;
  caret.append(label);
  return caret;
}

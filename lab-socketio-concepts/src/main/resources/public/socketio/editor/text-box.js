/**
 * A text area that shows a replica's text: what is typed becomes edits, and edits of others
 * come in without moving the caret from its character. It stays an ordinary text area, for
 * keyboards, screen readers, spell checkers and phones.
 */
import { charactersIn, clean, difference, offsetOf } from './text-difference.js';
import { Undo } from './undo.js';

export class TextBox {

  #area;
  #replica;
  #undo;
  #shown = '';
  #places; // of the selection, as ids, while others' edits are applied
  #moved;

  /** @param moved called when the caret or the text has changed */
  constructor(area, replica, moved) {
    this.#area = area;
    this.#replica = replica;
    this.#undo = new Undo(replica);
    this.#moved = moved;
    area.addEventListener('input', () => this.#take());
    area.addEventListener('compositionstart', () => replica.hold());
    area.addEventListener('compositionend', () => {
      this.#take();
      replica.release();
    });
    area.addEventListener('keydown', event => this.#key(event));
    area.addEventListener('beforeinput', event => {
      if (/^history(Undo|Redo)$/.test(event.inputType)) {
        event.preventDefault(); // from the browser's menu
        this.#step(event.inputType === 'historyUndo');
      }
    });
    document.addEventListener('selectionchange', () => {
      if (document.activeElement === area) moved();
    });
    replica.addEventListener('changing', () => {
      this.#places = [area.selectionStart, area.selectionEnd].map(at => this.#idAt(at));
    });
    replica.addEventListener('text', () => this.#show(this.#places));
    replica.addEventListener('state', () => this.#enable());
    this.#enable();
  }

  /** The id of the character before the caret; undefined while we are somewhere else. */
  get caret() {
    return document.activeElement === this.#area ? this.lastCaret : undefined;
  }

  /** The same, wherever we are now. */
  get lastCaret() {
    const { selectionStart, selectionEnd, selectionDirection } = this.#area;
    return this.#idAt(selectionDirection === 'backward' ? selectionStart : selectionEnd);
  }

  /** As if somebody had typed it here. */
  type(text) {
    this.#area.setRangeText(text, this.#area.selectionStart, this.#area.selectionEnd, 'end');
    this.#take();
  }

  /** Another room, another text. */
  forget() {
    this.#undo.clear();
    this.#show();
  }

  #take() {
    const area = this.#area;
    const { index, removed, inserted } =
      difference(this.#shown, area.value, area.selectionEnd);
    const typed = clean(inserted);
    if (removed > 0 || typed) this.#undo.add(this.#replica.edit(index, removed, typed));
    if (typed === inserted) {
      this.#shown = area.value;
    } else {
      const end = index + charactersIn(typed);
      this.#show([end, end].map(at => this.#replica.text.idAt(at)));
    }
    this.#moved();
  }

  #key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    this.#step(key === 'z' && !event.shiftKey);
  }

  #step(isUndo) {
    if (this.#area.readOnly) return;
    const change = isUndo ? this.#undo.undo() : this.#undo.redo();
    if (!change) return;
    const last = change.inserted.at(-1);
    const end = last ? last.ids.at(-1) : change.removed[0].ids[0];
    this.#show([end, end]);
    this.#moved();
  }

  /** @param places where the selection is to be, as ids; at the start if it is not known */
  #show(places = []) {
    const area = this.#area;
    const { text } = this.#replica;
    const { scrollTop } = area;
    this.#shown = text.text;
    if (area.value !== this.#shown) area.value = this.#shown;
    const [start = 0, end = 0] = places
      .map(id => offsetOf(this.#shown, text.indexOf(id) ?? 0));
    if (area.selectionStart !== start || area.selectionEnd !== end) {
      area.setSelectionRange(start, end, area.selectionDirection);
    }
    area.scrollTop = scrollTop;
    this.#moved();
  }

  #idAt(offset) {
    const characters = charactersIn(this.#area.value.slice(0, offset));
    return this.#replica.text.idAt(Math.min(characters, this.#replica.text.length));
  }

  /** Without a site there are no ids to type with. */
  #enable() {
    const { state, site } = this.#replica;
    this.#area.readOnly = site === undefined || state === 'outside' || state === 'ended';
  }
}

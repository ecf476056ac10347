/**
 * What went over the wire, in the order it went, raw, with the parts marked and named
 * in their specification's words. `add` takes trace events as the browser saw them;
 * `addBytes` takes the bytes that a server saw on its sockets (grammar `frames`).
 *
 * Bounded, and calm: at most five times a second new lines are drawn, only as many as
 * are kept, and once a second while nobody can see them. By keyboard: the list is one
 * stop of the Tab key, arrow keys walk, Enter selects.
 */
import { bytes as bytesText, fill, onLanguage, t } from './i18n.js';
import { toggle, tool, walkByKeyboard } from './list-tools.js';
import { ByteReader, fromBase64, hex } from './wire-bytes.js';
import { KINDS, json, parts, socketIo } from './wire-grammar.js';
import { WireParts } from './wire-parts.js';

const DRAW_MILLIS = 200;
const UNSEEN_MILLIS = 1000;
const HEX_BYTES = 24;
const NEAR_BOTTOM = 40;

export class WireView {
  #host;
  #grammar;
  #content;
  #limit;
  #characters;
  #list;
  #parts = new WireParts();
  #pending = [];
  #timer;
  #paused = false;
  #visible = false;
  #pause;
  #selected;
  #readers = new Map(); // by connection: { up, down }

  /**
   * @param {HTMLElement} host is filled
   * @param {object} options
   * @param {'http'|'event-stream'|'websocket'|'socketio'|'frames'} options.grammar
   * @param {'json'|'socketio'} [options.content] what frames and contents hold
   * @param {number} [options.limit] entries kept
   * @param {number} [options.characters] shown of each entry
   * @param {string} [options.label] for screen readers
   */
  constructor(
    host,
    {
      grammar,
      content = 'json',
      limit = 200,
      characters = 4000,
      label = t('wire.title'),
    },
  ) {
    this.#host = host;
    this.#grammar = grammar;
    this.#content = content;
    this.#limit = limit;
    this.#characters = characters;
    this.#build(label);
    new IntersectionObserver((entries) => {
      this.#visible = entries.at(-1).isIntersecting;
      this.#drawUnlessPaused();
    }).observe(this.#list);
  }

  /** Takes one trace event; only `wire` events carry raw text. */
  add({ kind, at, wire, direction, text, request }) {
    if (kind !== 'wire') {
      return;
    }
    this.#queue({
      at: performance.timeOrigin + at,
      wire,
      direction,
      source: `#${request}`,
      size: text.length,
      lines: [{ text, read: (shown) => parts(this.#grammar, shown) }],
    });
  }

  /**
   * Takes one chunk of `GET /wire`: `{ at, direction, connection, length, base64 }`. Of
   * long ones the server shows the beginning only, and says the length.
   */
  addBytes({ at, direction, connection, length, base64 }) {
    const reader = this.#readersOf(connection)[direction];
    const common = { at: Date.parse(at), direction, source: `TCP ${connection}` };
    const bytes = fromBase64(base64);
    let joined;
    for (const unit of reader.feed(bytes)) {
      if (unit.type === 'frame') {
        joined = undefined;
        this.#queue({ ...common, size: unit.length, frame: unit, lines: [] });
      } else if (joined && unit.type !== 'head') {
        joined.size += unit.bytes.length;
        joined.lines.push(unit);
      } else {
        joined = { ...common, size: unit.bytes.length, lines: [unit] };
        this.#queue(joined);
      }
    }
    if (length > bytes.length) {
      const text = t('wire.skipped', { count: length - bytes.length });
      const lines = [{ text, read: () => [{ text }] }];
      this.#queue({ ...common, size: length - bytes.length, lines });
      reader.skip(length - bytes.length);
    }
  }

  /** Marks what carries the raw text number `wire`, and scrolls to it. */
  select(wire) {
    this.#selected = wire;
    this.#draw();
    this.#mark(
      [...this.#list.children].find((entry) => entry.dataset.wire === String(wire)),
    );
  }

  /** Marks the newest entry that contains `text`, such as a cursor. */
  selectText(text) {
    this.#draw();
    const found = [...this.#list.children].findLast((entry) =>
      entry.textContent.includes(text),
    );
    this.#mark(found);
  }

  pause(paused) {
    this.#pause.press(paused);
  }

  clear() {
    this.#pending = [];
    this.#list.replaceChildren();
  }

  #mark(chosen) {
    for (const entry of this.#list.children) {
      entry.classList.toggle('is-selected', entry === chosen);
    }
    if (chosen) {
      this.#list.scrollTop = chosen.offsetTop - this.#list.clientHeight / 3;
    }
  }

  #readersOf(connection) {
    let readers = this.#readers.get(connection);
    if (!readers) {
      const read = this.#content === 'socketio' ? socketIo : json;
      const up = new ByteReader({}, read);
      const down = new ByteReader(
        { status: (status) => status === 101 && up.switchToFrames() },
        read,
      );
      readers = { up, down };
      this.#readers.set(connection, readers);
      if (this.#readers.size > 20) {
        this.#readers.delete(this.#readers.keys().next().value);
      }
    }
    return readers;
  }

  #build(label) {
    this.#host.classList.add('wire');
    const tools = document.createElement('div');
    tools.className = 'tools wire-tools';
    this.#pause = toggle('wire.pause', (paused) => {
      this.#paused = paused;
      this.#drawUnlessPaused();
    });
    tools.append(
      this.#pause.button,
      tool('wire.clear', () => this.clear()),
    );
    this.#list = document.createElement('ol');
    this.#list.className = 'wire-list';
    this.#list.setAttribute('aria-label', label);
    this.#list.addEventListener('click', (event) =>
      this.#choose(event.target.closest('li')),
    );
    walkByKeyboard(this.#list, {
      lines: () => [...this.#list.children],
      choose: (entry) => this.#choose(entry),
    });
    this.#host.replaceChildren(tools, this.#list, this.#parts.legend);
    fill(this.#host);
    onLanguage(() => fill(this.#host));
  }

  #queue(entry) {
    this.#pending.push(entry);
    if (this.#pending.length > this.#limit) {
      this.#pending.shift();
    }
    this.#timer ??= setTimeout(
      () => this.#drawUnlessPaused(),
      this.#visible ? DRAW_MILLIS : UNSEEN_MILLIS,
    );
  }

  #drawUnlessPaused() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#paused) {
      this.#draw();
    }
  }

  #draw() {
    const list = this.#list;
    if (this.#pending.length === 0) {
      return;
    }
    const follow =
      list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_BOTTOM &&
      !list.contains(document.activeElement?.closest('li'));
    list.append(...this.#pending.map((entry) => this.#entry(entry)));
    this.#pending = [];
    while (list.children.length > this.#limit) {
      list.firstChild.remove();
    }
    if (follow) {
      list.scrollTop = list.scrollHeight;
    }
  }

  #entry({ at, wire, direction, source, size, lines, frame }) {
    const item = document.createElement('li');
    item.className = `wire-entry wire-${direction}`;
    item.tabIndex = -1;
    if (wire !== undefined) {
      item.dataset.wire = wire;
      item.classList.toggle('is-selected', wire === this.#selected);
    }
    const head = document.createElement('p');
    head.className = 'wire-head';
    const time = new Date(at).toISOString().slice(11, 23);
    const arrow = direction === 'up' ? '↑' : '↓';
    head.textContent = `${arrow} ${time} · ${source} · ${bytesText(size)}`;
    head.title = t(`wire.${direction}`);
    item.append(head, frame ? this.#frame(frame) : this.#text(lines));
    return item;
  }

  #text(lines) {
    const pre = document.createElement('pre');
    let room = this.#characters;
    for (const { text, read } of lines) {
      pre.append(...read(text.slice(0, room)).map((part) => this.#parts.mark(part)));
      room = Math.max(0, room - text.length);
    }
    const length = lines.reduce((sum, { text }) => sum + text.length, 0);
    if (length > this.#characters) {
      pre.append(`… ${t('wire.more', { count: length - this.#characters })}`);
    }
    return pre;
  }

  /** One frame: its bytes on the left, what they say on the right. */
  #frame(frame) {
    const grid = document.createElement('div');
    grid.className = 'wire-frame';
    for (const { kind, bytes, text } of frame.parts) {
      const left = this.#parts.mark({ kind, text: hexStart(bytes) });
      const right = document.createElement('span');
      right.className = 'wire-value';
      if (kind === 'payload' && frame.name === 'text') {
        const shown = text.slice(0, this.#characters);
        const read = this.#content === 'socketio' ? socketIo(shown) : json(shown, 'payload');
        right.append(...read.map((part) => this.#parts.mark(part)));
      } else {
        right.textContent =
          kind === 'fin-opcode' || kind === 'mask-length'
            ? text
            : `${KINDS[kind].term}: ${text}`;
      }
      grid.append(left, right);
    }
    return grid;
  }

  #choose(entry) {
    if (!entry || getSelection().type === 'Range') {
      return; // text is being selected for copying
    }
    this.#mark(entry);
    const wire =
      entry.dataset.wire === undefined ? undefined : Number(entry.dataset.wire);
    this.#selected = wire;
    const [, cursor] = /"cursor":"([^"]*)"/.exec(entry.textContent) ?? [];
    this.#host.dispatchEvent(new CustomEvent('select', { detail: { wire, cursor } }));
  }
}

function hexStart(bytes) {
  return bytes.length <= HEX_BYTES
    ? hex(bytes)
    : `${hex(bytes.subarray(0, HEX_BYTES))} … +${bytes.length - HEX_BYTES}`;
}

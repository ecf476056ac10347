/**
 * Every packet that goes over the connection of a Socket.IO client, decoded, with its raw
 * text, oldest first. `add` takes what the manager tells its `onPacket`.
 *
 * Bounded, and calm: new lines are drawn at most five times a second, and none while it is
 * paused. It is a log, but not a live one for screen readers: several packets a second
 * would drown whatever else the page has to say. They are read where one wants to: the
 * list is one stop of the Tab key, and arrow keys walk over its lines.
 */
import { bytes, fill, onLanguage, register, t } from './i18n.js';
import { toggle, tool, walkByKeyboard } from './list-tools.js';
import texts from './packet-list-texts.js';
import { Newest, isHeartbeat, lineOf, rawOf } from './packet-model.js';
import { WireParts } from './wire-parts.js';

const DRAW_MILLIS = 200;
const NEAR_BOTTOM = 40;

register(texts);

export class PacketList {
  #limit;
  #log = node('div', 'wire-list packet-log');
  #list = node('ol');
  #waiting = node('output', 'packet-waiting');
  #types = node('dl');
  #typesMet = new Set();
  #parts = new WireParts();
  #shown = []; // { packet, item }, in the order of the list
  #pending;
  #timer;
  #paused = false;
  #hidesHeartbeats = false;
  #pause;

  /**
   * @param {HTMLElement} host is filled
   * @param {object} [options]
   * @param {number} [options.limit] packets kept
   */
  constructor(host, { limit = 200 } = {}) {
    this.#limit = limit;
    this.#pending = new Newest(limit);
    this.#build(host);
    onLanguage(() => {
      fill(host);
      this.#translate();
    });
  }

  /** Shows the packets of a manager; several may be shown in one list. */
  watch(manager) {
    manager.on('packet', (packet) => this.add(packet));
  }

  add(packet) {
    this.#pending.add(packet);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#draw();
    }, DRAW_MILLIS);
  }

  pause(paused) {
    this.#pause.press(paused);
  }

  clear() {
    this.#pending.take();
    this.#shown = [];
    this.#list.replaceChildren();
    this.#draw();
  }

  #build(host) {
    host.classList.add('wire', 'packets');
    this.#pause = toggle('packets.pause', (paused) => {
      this.#paused = paused;
      this.#draw();
    });
    const heartbeats = toggle('packets.heartbeats', (hidden) => {
      this.#hidesHeartbeats = hidden;
      this.#shown.forEach((entry) => this.#hide(entry));
    });
    const tools = node('div', 'tools wire-tools');
    tools.append(
      this.#waiting,
      heartbeats.button,
      this.#pause.button,
      tool('packets.clear', () => this.clear()),
    );
    this.#log.setAttribute('role', 'log');
    this.#log.setAttribute('aria-live', 'off');
    this.#log.dataset.i18nAttributes = 'aria-label:packets.title';
    this.#log.append(this.#list);
    walkByKeyboard(this.#log, {
      lines: () => [...this.#list.children].filter((item) => !item.hidden),
    });
    const types = node('details', 'wire-legend');
    const summary = node('summary');
    summary.dataset.i18n = 'packets.legend';
    types.append(summary, this.#types);
    host.replaceChildren(tools, this.#log, types, this.#parts.legend);
    fill(host);
  }

  #draw() {
    this.#waiting.textContent =
      this.#paused && this.#pending.length > 0
        ? t('packets.waiting', { count: this.#pending.length })
        : '';
    if (this.#paused || this.#pending.length === 0) {
      return;
    }
    const log = this.#log;
    const follows =
      log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_BOTTOM &&
      !this.#list.contains(document.activeElement);
    const added = this.#pending.take().map((packet) => ({ packet, item: node('li') }));
    this.#shown.push(...added);
    added.forEach((entry) => this.#fill(entry));
    this.#list.append(...added.map(({ item }) => item));
    for (const { item } of this.#shown.splice(0, this.#shown.length - this.#limit)) {
      item.remove();
    }
    if (follows) {
      log.scrollTop = log.scrollHeight;
    }
  }

  #translate() {
    this.#shown.forEach((entry) => this.#fill(entry));
    this.#types.replaceChildren(...[...this.#typesMet].flatMap(meaningOf));
    this.#draw();
  }

  #fill({ packet, item }) {
    const line = lineOf(packet);
    item.className = `wire-entry packet wire-${line.direction === 'out' ? 'up' : 'down'}`;
    item.tabIndex = -1;
    item.replaceChildren(headOf(packet, line), this.#raw(packet));
    this.#hide({ packet, item });
    if (!this.#typesMet.has(line.type)) {
      this.#typesMet.add(line.type);
      this.#types.append(...meaningOf(line.type));
    }
  }

  #hide({ packet, item }) {
    item.hidden = this.#hidesHeartbeats && isHeartbeat(packet);
  }

  #raw(packet) {
    const { parts, more = 0, moreBytes = 0 } = rawOf(packet);
    const raw = node('pre');
    raw.append(...parts.map((part) => this.#parts.mark(part)));
    if (more > 0) {
      raw.append(` … ${t('packets.more', { count: more })}`);
    }
    if (moreBytes > 0) {
      raw.append(` … ${t('packets.moreBytes', { count: moreBytes })}`);
    }
    return raw;
  }
}

function headOf({ at }, line) {
  const head = node('p', 'wire-head');
  const arrow = node('span', '', line.direction === 'out' ? '↑' : '↓');
  arrow.setAttribute('aria-hidden', 'true');
  const type = node('strong', 'packet-type', line.type);
  type.title = t(`packets.type.${line.type}`);
  const time = new Date(performance.timeOrigin + at).toISOString().slice(11, 23);
  const fields = [
    line.client && node('strong', 'packet-client', line.client),
    node('time', '', time),
    node('span', `packet-transport transport-${line.colour}`, line.transport),
    type,
    line.namespace && node('code', 'packet-namespace', line.namespace),
    line.event && node('code', 'packet-event', line.event),
    line.id !== undefined && t('packets.id', { id: String(line.id) }),
    line.attachments && t('packets.attachments', { count: line.attachments }),
    bytes(line.bytes),
    line.reason,
  ].filter(Boolean);
  head.append(arrow, ' ', node('span', 'visually-hidden', t(`packets.${line.direction}`)));
  fields.forEach((field, index) => head.append(index === 0 ? ' ' : ' · ', field));
  return head;
}

function meaningOf(type) {
  return [node('dt', '', type), node('dd', '', t(`packets.type.${type}`))];
}

function node(name, className = '', text = '') {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

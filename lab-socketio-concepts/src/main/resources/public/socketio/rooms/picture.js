/**
 * The picture of the server: each namespace a table, whose columns are its rooms and whose
 * rows are its sockets. A dot says that the socket is in the room; the dots of one's own
 * clients are buttons. Prediction and result stand in the row.
 */
import { fill, onLanguage, t } from '/shared/i18n.js';
import { markerIcon } from '/shared/swimlane-shapes.js';
import { element, keep, worded, write } from './keep.js';

/** The colour of a transport is the same on every page. */
const MARKERS = { polling: 'longpolling', websocket: 'websocket' };
/** Long enough to be seen from the back row. */
const FLASH_MILLIS = 1_200;

export class PictureView {

  #host;
  #actions;
  #shown;

  /**
   * `actions`: `tick(ids, ticked)`, `join(client, namespace, room)`, `leave(…)`.
   */
  constructor(host, actions) {
    this.#host = host;
    this.#actions = actions;
    onLanguage(() => {
      fill(host);
      this.show(this.#shown);
    });
  }

  /**
   * `mine` gives this page's client by its name; `choice` is what is about to be sent, or
   * was; `round` what was predicted and came.
   */
  show(shown) {
    if (!shown) return;
    this.#shown = shown;
    keep(this.#host, shown.picture.namespaces, ({ name }) => name,
      space => this.#makeNamespace(space), (card, space) => this.#showNamespace(card, space));
  }

  /** Something has just come to this socket. */
  flash(id) {
    const row = this.#host.querySelector(`tr[data-key="${CSS.escape(id)}"]`);
    if (!row) return;
    row.classList.add('is-flashing');
    setTimeout(() => row.classList.remove('is-flashing'), FLASH_MILLIS);
  }

  #makeNamespace({ name }) {
    const heading = element('h3', '', element('code', '', name), ' ',
      element('span', 'note'));
    const table = element('table', 'sockets', element('thead', '', element('tr')),
      element('tbody'));
    table.setAttribute('aria-label', name);
    return element('section', 'namespace', heading, element('div', 'overflow-auto', table));
  }

  #showNamespace(card, space) {
    const { choice } = this.#shown;
    card.classList.toggle('is-chosen', choice.namespace === space.name);
    write(card.querySelector('h3 .note'),
      t('picture.sockets', { count: space.sockets.length }));
    const rooms = space.rooms.map(room => `room:${room}`);
    const columns = ['tick', 'socket', ...rooms, 'result'];
    keep(card.querySelector('thead tr'), columns, String,
      column => this.#makeHead(column, space.name),
      (cell, column) => this.#mark(cell, column, space.name));
    keep(card.querySelector('tbody'), space.sockets, ({ id }) => id,
      () => element('tr'), (row, socket) => this.#showRow(row, socket, columns, space.name));
  }

  #makeHead(column, namespace) {
    const cell = element('th', column.split(':')[0]);
    cell.scope = 'col';
    if (column.startsWith('room:')) {
      const room = column.slice(5);
      const all = element('button', 'tool room-name', room);
      all.type = 'button';
      all.dataset.room = room;
      all.addEventListener('click', () => this.#tickRoom(namespace, room));
      cell.append(all);
    } else {
      cell.append(worded('span', `picture.${column}`));
    }
    return cell;
  }

  /** A column that is emitted to, or left out, is seen as such: by colour and by word. */
  #mark(cell, column, namespace) {
    const { choice } = this.#shown;
    const room = column.slice(5);
    const applies = column.startsWith('room:') && choice.namespace === namespace
      && choice.whom !== 'self';
    const isTo = applies && choice.to.includes(room);
    const isExcept = applies && choice.except.includes(room);
    cell.classList.toggle('is-to', isTo);
    cell.classList.toggle('is-except', isExcept);
    const named = cell.querySelector('.room-name');
    if (!named) return;
    named.title = t('picture.tickRoom', { room });
    let word = '';
    if (isTo) word = 'to';
    if (isExcept) word = 'except';
    if ((named.nextSibling?.textContent ?? '') !== word) {
      named.nextSibling?.remove();
      if (word) cell.append(element('span', 'role', word));
    }
  }

  #showRow(row, socket, columns, namespace) {
    const { mine, choice, round } = this.#shown;
    const verdict = round.verdicts?.get(socket.id);
    row.classList.toggle('is-mine', mine.has(socket.client));
    row.classList.toggle('is-sender',
      choice.by === socket.client && choice.namespace === namespace);
    row.classList.toggle('is-received', round.received.has(socket.id));
    for (const each of ['right', 'missed', 'wrong', 'waiting']) {
      row.classList.toggle(`is-${each}`, verdict === each);
    }
    keep(row, columns, String, column => this.#makeCell(column, socket, namespace),
      (cell, column) => this.#showCell(cell, column, socket, namespace));
  }

  #makeCell(column, { id, client }, namespace) {
    if (column === 'tick') {
      const box = element('input');
      box.type = 'checkbox';
      box.addEventListener('change', () => this.#actions.tick([id], box.checked));
      return element('td', 'tick', box);
    }
    if (column === 'socket') {
      const cell = element('th', 'socket', element('span', 'transport'), ' ',
        element('strong', '', client), ' ', element('span', 'badges note'));
      cell.scope = 'row';
      cell.title = id;
      return cell;
    }
    if (column === 'result') {
      return element('td', 'result', element('span', 'what'), ' ', element('strong', 'verdict'));
    }
    return this.#makeDot(column.slice(5), client, namespace);
  }

  #makeDot(room, client, namespace) {
    const cell = element('td', 'room');
    if (this.#shown.mine.has(client)) {
      const dot = element('button', 'dot-button');
      dot.type = 'button';
      dot.addEventListener('click', () => {
        const isIn = dot.getAttribute('aria-pressed') === 'true';
        this.#actions[isIn ? 'leave' : 'join'](client, namespace, room);
      });
      cell.append(dot);
    } else {
      cell.append(element('span', 'dot-text', element('span', 'visually-hidden')));
    }
    return cell;
  }

  #showCell(cell, column, socket, namespace) {
    const { round } = this.#shown;
    if (column === 'tick') {
      const box = cell.firstChild;
      box.checked = round.predicted.has(socket.id);
      box.disabled = round.state === 'sent';
      box.setAttribute('aria-label', t('picture.tick.of', { client: socket.client, namespace }));
    } else if (column === 'socket') {
      this.#showSocket(cell, socket, namespace);
    } else if (column === 'result') {
      this.#showResult(cell, socket);
    } else {
      this.#mark(cell, column, namespace);
      showDot(cell.firstChild, socket, column.slice(5));
    }
  }

  #showSocket(cell, { client, transport, slow }, namespace) {
    const { mine, choice } = this.#shown;
    const place = cell.querySelector('.transport');
    if (place.dataset.transport !== transport) {
      place.dataset.transport = transport;
      const name = element('span', 'visually-hidden', transport);
      place.replaceChildren(markerIcon(MARKERS[transport]), name);
      place.title = transport;
    }
    write(cell.querySelector('.badges'), [
      mine.has(client) && t('picture.mine'),
      choice.by === client && choice.namespace === namespace && t('picture.sender'),
      slow && t('picture.slow'),
    ].filter(Boolean).join(' · '));
  }

  #showResult(cell, { id }) {
    const { round } = this.#shown;
    const meant = round.sent?.sockets.some(each => each.id === id);
    const verdict = round.verdicts?.get(id);
    const came = round.received.has(id);
    let what = '';
    if (came) what = t('picture.came');
    else if (meant) what = round.state === 'sent' ? '…' : t('picture.nothing');
    write(cell.querySelector('.what'), what);
    write(cell.querySelector('.verdict'), verdict ? t(`verdict.${verdict}`) : '');
  }

  #tickRoom(namespace, room) {
    const { picture, round } = this.#shown;
    const ids = picture.namespaces.find(({ name }) => name === namespace).sockets
      .filter(({ rooms }) => rooms.includes(room)).map(({ id }) => id);
    this.#actions.tick(ids, !ids.every(id => round.predicted.has(id)));
  }
}

function showDot(dot, { client, rooms }, room) {
  const isIn = rooms.includes(room);
  dot.classList.toggle('is-in', isIn);
  if (dot.tagName === 'BUTTON') {
    dot.setAttribute('aria-pressed', String(isIn));
    dot.setAttribute('aria-label', `${client}, ${room}`);
    dot.title = t(isIn ? 'picture.leave' : 'picture.join', { client, room });
  } else {
    dot.title = isIn ? t('picture.in', { client, room }) : '';
    write(dot.firstChild, isIn ? t('picture.in', { client, room }) : '');
  }
}

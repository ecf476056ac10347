/** Who emits, to whom and how: the choice, its line of code, and what became of it. */
import { fill, onLanguage, t } from '/shared/i18n.js';
import { SERVER, clientLine, java, javaScript } from './emission.js';
import { element, keep, write, writeCode } from './keep.js';

export class Composer {

  choice = {
    by: SERVER, namespace: '', whom: 'all', to: [], except: [], how: 'plain',
    timeoutMillis: 1_000,
  };

  #form;
  #onChange;
  #shown;

  /** `actions`: `change(choice)`, `send()`, `tickAll(ticked)`. */
  constructor(form, { change, send, tickAll }) {
    this.#form = form;
    this.#onChange = change;
    form.addEventListener('submit', event => {
      event.preventDefault();
      send();
    });
    form.addEventListener('change', () => this.#read());
    form.elements.tickAll.addEventListener('click', () => tickAll(true));
    form.elements.tickNone.addEventListener('click', () => tickAll(false));
    onLanguage(() => {
      fill(form);
      this.show(this.#shown);
    });
  }

  /** `{ picture, mine, round, nameOf }` as they are now. */
  show(shown) {
    if (!shown) return;
    this.#shown = shown;
    this.#showSenders();
    this.#showWhom();
    this.#showRooms();
    this.#showCode();
    this.#showSend();
  }

  get #space() {
    return this.#shown.picture.namespaces.find(({ name }) => name === this.choice.namespace);
  }

  /** The server in each namespace, and each socket of this page. */
  #showSenders() {
    const { picture, mine } = this.#shown;
    const senders = picture.namespaces.flatMap(({ name, sockets }) => [
      { by: SERVER, namespace: name },
      ...sockets.filter(({ client }) => mine.has(client))
        .map(({ client }) => ({ by: client, namespace: name })),
    ]);
    const select = this.#form.elements.by;
    keep(select, senders, keyOf, each => element('option'), (option, each) => {
      option.value = keyOf(each);
      write(option, each.by === SERVER ? t('by.server', each) : t('by.client', each));
    });
    const chosen = senders.find(each => keyOf(each) === keyOf(this.choice)) ?? senders[0]
      ?? { by: SERVER, namespace: '' };
    select.value = keyOf(chosen);
    this.#choose(chosen);
  }

  #showWhom() {
    const isServer = this.choice.by === SERVER;
    this.#form.elements.whomSet.hidden = isServer;
    if (isServer) this.choice.whom = 'all';
    this.#form.elements.whom.value = this.choice.whom;
  }

  /** What has gone cannot be chosen any more. */
  #showRooms() {
    const rooms = (this.#space?.rooms ?? []).map(room => ({ room, label: room }));
    const own = (this.#space?.sockets ?? [])
      .map(({ id, client }) => ({ room: id, label: client }));
    const known = new Set([...rooms, ...own].map(({ room }) => room));
    this.choice.to = this.choice.to.filter(room => known.has(room));
    this.choice.except = this.choice.except.filter(room => known.has(room));
    this.#form.elements.roomSet.hidden = this.choice.whom === 'self';
    this.#form.querySelector('.no-rooms').hidden = rooms.length > 0;
    this.#showTargets(this.#form.querySelector('.targets'), rooms);
    this.#showTargets(this.#form.querySelector('.own-rooms'), own);
  }

  #showTargets(host, rooms) {
    keep(host, rooms, ({ room }) => room, ({ room, label }) => {
      const line = element('li', '', element('code', '', label), target('to', room, label),
        target('except', room, label));
      return line;
    }, (line, { room }) => {
      for (const box of line.querySelectorAll('input')) {
        box.checked = this.choice[box.name].includes(room);
      }
    });
  }

  #showCode() {
    const { nameOf } = this.#shown;
    const said = clientLine(this.choice);
    this.#form.querySelector('.client-line').hidden = !said;
    write(this.#form.querySelector('.client-line code'), said ?? '');
    writeCode(this.#form.querySelector('.js-line code'), javaScript(this.choice, nameOf));
    writeCode(this.#form.querySelector('.java-line code'), java(this.choice, nameOf));
  }

  #showSend() {
    const { picture, round } = this.#shown;
    const sockets = picture.namespaces.flatMap(space => space.sockets);
    const ticked = sockets.filter(({ id }) => round.predicted.has(id)).length;
    write(this.#form.querySelector('.expect'),
      t('send.expect', { ticked, count: sockets.length }));
    this.#form.elements.send.disabled = sockets.length === 0;
  }

  #read() {
    const { by, whom, how, timeout } = this.#form.elements;
    const [name, namespace] = by.value.split(' ');
    const before = { ...this.choice };
    Object.assign(this.choice, { how: how.value, timeoutMillis: Number(timeout.value) });
    this.#choose({ by: name, namespace });
    if (this.choice.by === before.by) this.choice.whom = whom.value;
    if (this.choice.namespace === before.namespace) {
      this.choice.to = this.#picked('to');
      this.choice.except = this.#picked('except');
    }
    this.#onChange(this.choice);
  }

  #picked(name) {
    return [...this.#form.querySelectorAll(`input[name="${name}"]:checked`)]
      .map(({ value }) => value);
  }

  /** Another namespace has other rooms, though they may be named alike. */
  #choose({ by, namespace }) {
    const { choice } = this;
    if (by !== choice.by) choice.whom = by === SERVER ? 'all' : 'others';
    if (namespace !== choice.namespace) Object.assign(choice, { to: [], except: [] });
    Object.assign(choice, { by, namespace });
  }
}

function keyOf({ by, namespace }) {
  return `${by} ${namespace}`;
}

function target(name, room, label) {
  const box = element('input');
  Object.assign(box, { type: 'checkbox', name, value: room });
  box.setAttribute('aria-label', `${name} ${label}`);
  return element('label', `target-${name}`, box, ` .${name}`);
}

/**
 * One client of this page: a connection of its own, and over it a socket in each namespace
 * that it has entered. Rooms live on the server and end with the connection; so the client
 * remembers where it wants to be, and asks again.
 *
 * Fires `change`, `packet` (as the manager does), `trace` (for the swimlane), `received`
 * (`{ id, socket }`) and `say` (`{ key, … }`, a text of the page and what it is about).
 */
import { browser } from '/shared/client/browser.js';
import { Manager } from '/shared/client/socket-io.js';
import { EVENT } from './emission.js';
import { PollGate } from './poll-gate.js';
import { ClientTrace } from './trace.js';

/** By which transports a client may connect. */
export const KINDS = {
  upgrade: ['polling', 'websocket'],
  websocket: ['websocket'],
  polling: ['polling'],
};

/** An answer that has not come by then will not come. */
const ANSWER_MILLIS = 10_000;

export class RoomsClient extends EventTarget {

  /** Whether it keeps itself from asking for its packets. */
  slow = false;

  #page;
  #trace = new ClientTrace(browser, detail => this.#fire('trace', detail));
  #gate = new PollGate(this.#trace.browser);
  #manager;
  #places = new Map(); // by namespace: { socket, rooms, isWanted }

  /** `page` is `{ number, token }`. */
  constructor(letter, kind, page) {
    super();
    this.letter = letter;
    this.kind = kind;
    this.#page = page;
    this.#manager = new Manager(location.origin, {
      transports: KINDS[kind], browser: this.#gate.browser, reconnectionDelayMax: 3_000,
      onPacket: packet => this.#fire('packet', packet),
    });
    this.#trace.watch(this.#manager);
    this.#manager.on('state', ({ state }) => this.#fire('change', { state }));
    this.#manager.on('upgrade', () => this.#report());
    this.#manager.on('close', reason => this.#lost(reason));
  }

  get name() {
    return `${this.#page.number}${this.letter}`;
  }

  get state() {
    return this.#manager.state;
  }

  /** `polling` or `websocket`; undefined without a connection. */
  get transport() {
    return this.#manager.engine?.transport.name;
  }

  /** Where it is: `{ namespace, id, rooms }` for each namespace that has let it in. */
  get sockets() {
    return [...this.#places].filter(([, { socket }]) => socket.connected)
      .map(([namespace, { socket, rooms }]) => ({ namespace, id: socket.id, rooms }));
  }

  /** Where it wants to be, to be made anew: by namespace its rooms. */
  get wishes() {
    return Object.fromEntries([...this.#places].filter(([, { isWanted }]) => isWanted)
      .map(([namespace, { rooms }]) => [namespace, [...rooms]]));
  }

  enter(namespace, rooms = []) {
    const place = this.#places.get(namespace) ?? this.#newPlace(namespace);
    place.isWanted = true;
    rooms.forEach(room => place.rooms.add(room));
    place.socket.connect();
  }

  exit(namespace) {
    const place = this.#places.get(namespace);
    place.isWanted = false;
    place.rooms.clear();
    place.socket.disconnect();
    this.#say('exited', { namespace });
  }

  async join(namespace, room) {
    const { rooms } = this.#places.get(namespace);
    rooms.add(room);
    const { error } = await this.#ask(namespace, 'join', room);
    if (error?.field) rooms.delete(room); // else the answer is missing, and it may be in
    if (!error) this.#say('joined', { namespace, room });
  }

  async leave(namespace, room) {
    this.#places.get(namespace).rooms.delete(room);
    const { error } = await this.#ask(namespace, 'leave', room);
    if (!error) this.#say('left', { namespace, room });
  }

  /** Gives what the server answers, `{ ok }` or `{ error }`. */
  send(namespace, emission) {
    return this.#ask(namespace, 'send', emission);
  }

  /**
   * Stops asking, or asks again. The server is told before, and its answer ends the poll
   * that it may be holding: the next one is not sent.
   */
  async setSlow(slow) {
    this.slow = slow;
    this.#fire('change', {});
    if (slow) {
      await this.#report(() => this.#gate.close());
    } else {
      this.#gate.open();
      await this.#report();
    }
    this.#say(slow ? 'slow' : 'quick', {});
  }

  close() {
    this.#gate.open();
    for (const { socket } of this.#places.values()) socket.disconnect();
    this.#manager.close();
  }

  #newPlace(namespace) {
    const { token } = this.#page;
    const socket = this.#manager.socket(namespace, { auth: { page: token, letter: this.letter } });
    const place = { socket, rooms: new Set(), isWanted: true };
    this.#places.set(namespace, place);
    socket.on('connect', () => this.#entered(namespace, place));
    socket.on('connect_error', error => this.#refused(namespace, place, error));
    socket.on('disconnect', reason => this.#say('gone', { namespace, reason }));
    socket.on(EVENT, (id, ...rest) => this.#take(socket, id, rest.at(-1)));
    return place;
  }

  #entered(namespace, { socket, rooms }) {
    this.#say(socket.recovered ? 'recovered' : 'entered', { namespace });
    this.#report();
    if (!socket.recovered) rooms.forEach(room => this.join(namespace, room));
  }

  /** An error with data is the server's word; another one is a connection that failed. */
  #refused(namespace, place, { message, data }) {
    if (!data) return;
    place.isWanted = false;
    this.#say('refused', { namespace, reason: message });
  }

  #take(socket, id, ack) {
    this.#fire('received', { id, socket: socket.id });
    if (typeof ack === 'function') ack(this.name);
  }

  /** Without its polls the server takes it for dead; the next connection is not held back. */
  #lost(reason) {
    this.slow = false;
    this.#gate.open();
    this.#say('lost', { reason });
  }

  /** What the server cannot know: whether it polls; and that it may have another transport. */
  async #report(onAnswer) {
    const [first] = this.sockets;
    if (first) await this.#ask(first.namespace, 'report', { slow: this.slow }, onAnswer);
    else onAnswer?.(); // nobody to tell, and nothing to come
  }

  /** `onAnswer` is called before the next poll is sent, which a promise would be too late for. */
  async #ask(namespace, event, argument, onAnswer = () => {}) {
    const { socket } = this.#places.get(namespace);
    const answer = await new Promise(resolve => {
      socket.timeout(ANSWER_MILLIS).emit(event, argument, (error, given) => {
        onAnswer();
        resolve(error ? { error: { message: error.message } } : given);
      });
    });
    if (answer.error) this.#say('refused', { namespace, reason: answer.error.message });
    this.#fire('change', {});
    return answer;
  }

  #say(key, values) {
    this.#fire('say', { key, client: this.name, ...values });
    this.#fire('change', {});
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

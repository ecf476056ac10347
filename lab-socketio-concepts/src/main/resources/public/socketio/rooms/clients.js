/**
 * The clients of this page, by letter. A page that the server takes for a new one, because it
 * was away, has all of them made anew, where they were.
 *
 * Fires what they fire, with the client as `by`, and `members` when there is one more or one
 * less.
 */
import { RoomsClient } from './client.js';

export const LETTERS = 'ABCDEFGH';
/**
 * A browser has six connections to a server over HTTP/1.1, for all of its windows together.
 * A client that polls holds one, and needs a second one to speak.
 */
export const MAX_POLLING = 2;

/** With more pages than this there is company enough. */
const FEW_PAGES = 4;

/** What a page begins with: the first client is the browser's own, the others play along. */
const SCENE = [
  { kind: 'upgrade', wishes: { '/rooms/shop': ['blue'] } },
  { kind: 'websocket', wishes: { '/rooms/shop': ['blue', 'red'] } },
  { kind: 'websocket', wishes: { '/rooms/shop': ['red'], '/rooms/staff': ['blue'] } },
  { kind: 'polling', wishes: { '/rooms/shop': [] } },
];

const EVENTS = ['change', 'packet', 'trace', 'received', 'say'];

export class Clients extends EventTarget {

  #page;
  #left; // who will be back
  #clients = new Map();

  get all() {
    return [...this.#clients.values()];
  }

  /** By their names, as the pictures have them. */
  get byName() {
    return new Map(this.all.map(client => [client.name, client]));
  }

  get isFull() {
    return this.#clients.size === LETTERS.length;
  }

  get pollingIsFull() {
    return this.all.filter(({ kind }) => kind === 'polling').length >= MAX_POLLING;
  }

  /** The server has welcomed the page as `{ number, token }`. */
  begin(page) {
    this.#page = page;
    const scene = this.#left ?? SCENE.slice(0, page.number > FEW_PAGES ? 1 : SCENE.length);
    this.#left = undefined;
    scene.forEach(({ kind, wishes, letter }) => this.add(kind, wishes, letter));
  }

  add(kind, wishes, letter = [...LETTERS].find(each => !this.#clients.has(each))) {
    const client = new RoomsClient(letter, kind, this.#page);
    this.#clients.set(letter, client);
    for (const event of EVENTS) {
      client.addEventListener(event, ({ detail }) =>
        this.dispatchEvent(new CustomEvent(event, { detail: { ...detail, by: client } })));
    }
    this.#changed(); // first: the client has things to tell
    for (const [namespace, rooms] of Object.entries(wishes)) client.enter(namespace, rooms);
    return client;
  }

  remove(client) {
    this.#clients.delete(client.letter);
    client.close();
    this.#changed();
  }

  /** All of them leave; `begin` brings them back, to where they were. */
  leave() {
    if (this.#clients.size === 0) return;
    this.#left = this.all.map(({ letter, kind, wishes }) => ({ letter, kind, wishes }));
    for (const client of this.all) client.close();
    this.#clients.clear();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('members'));
  }
}

/**
 * One round of the game: predict, send, see. It is over when nothing has come any more for a
 * while; what comes later than that is late, and still counts.
 *
 *     predicting --send--> sent --quiet--> told --again--> predicting
 *
 * Fires `change`.
 */
import { judge, tally } from './verdict.js';

/** A receipt takes two ways through the server, and a page gathers its receipts. */
const QUIET_MILLIS = 1_500;

export class Round extends EventTarget {

  state = 'predicting';
  /** Ids of the sockets that are ticked. */
  predicted = new Set();
  /** By socket: milliseconds from the sending to its receipt, by this page's clock. */
  received = new Map();
  /** What was sent, to whom it was to go by the rules, and what was answered. */
  sent;

  #browser;
  #timer;
  #sentAt;

  constructor(browser) {
    super();
    this.#browser = browser;
  }

  /** Ticks sockets, or takes their ticks away. */
  tick(ids, ticked) {
    if (this.state === 'sent') return;
    this.again();
    for (const id of ids) {
      if (ticked) this.predicted.add(id);
      else this.predicted.delete(id);
    }
    this.#changed();
  }

  /** Another round: the ticks stay, to be changed. */
  again() {
    if (this.state !== 'told') return;
    this.state = 'predicting';
    this.received = new Map();
    this.sent = undefined;
    this.#changed();
  }

  /** `sockets` are the expectations (emission.js) at this moment. */
  send(id, choice, sockets) {
    this.again();
    this.state = 'sent';
    this.sent = { id, choice, sockets, answer: undefined };
    this.#sentAt = this.#browser.now();
    this.#changed();
  }

  /** The server has said how it went; from now on quiet means that it is over. */
  answered(id, answer) {
    if (id !== this.sent?.id) return;
    this.sent.answer = answer;
    this.#wait();
    this.#changed();
  }

  /** Nothing was sent: the server has refused. */
  refused(id) {
    if (id !== this.sent?.id) return;
    this.state = 'told';
    this.again();
  }

  /** Somebody has said that it came. */
  receipts(id, sockets) {
    if (id !== this.sent?.id) return;
    for (const socket of sockets) {
      this.received.set(socket, this.#browser.now() - this.#sentAt);
    }
    if (this.state === 'sent' && this.sent.answer) this.#wait();
    this.#changed();
  }

  /** By socket; undefined before it is over. */
  get verdicts() {
    return this.state === 'told'
      ? judge(this.sent.sockets, this.predicted, this.received) : undefined;
  }

  get tally() {
    return this.verdicts && tally(this.verdicts);
  }

  #wait() {
    this.#browser.clearTimeout(this.#timer);
    this.#timer = this.#browser.setTimeout(() => {
      this.state = 'told';
      this.dispatchEvent(new Event('told'));
      this.#changed();
    }, QUIET_MILLIS);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

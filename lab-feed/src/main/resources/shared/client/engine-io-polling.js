import {
  byteLength, encodePacket, joinPayload, splitPayload,
} from './engine-io-parser.js';
import { Transport } from './engine-io-transport.js';

/** A short POST outlives the page that is left: browsers allow that for 64 KiB. */
const KEEPALIVE_CHARACTERS = 16_000;

/**
 * Engine.IO over plain HTTP (Engine.IO protocol v4, "HTTP long-polling"): one GET that
 * the server holds until it has something to say, and beside it one POST at a time for
 * what we say. Two at a time of either could overtake each other; the server would end
 * the session.
 */
export class PollingTransport extends Transport {

  #gone = new AbortController();
  #resting = false;
  #polling; // a promise while the loop runs
  #posting; // a promise while a POST waits for its answer

  /** Whether packets can be sent now. */
  get ready() {
    return this.#posting === undefined;
  }

  /** Whether what is sent now leaves at once. */
  get idle() {
    return this.ready;
  }

  open() {
    this.#polling = this.#poll();
  }

  /** Takes from the queue as many packets as the server takes in one body. */
  send(queue) {
    const batch = [];
    let bytes = 0;
    while (queue.length > 0) {
      const raw = encodePacket(queue[0]);
      bytes += byteLength(raw);
      if (batch.length > 0 && bytes > this.maxPayload) break;
      bytes += 1; // the separator
      batch.push(raw);
      this.sent(queue.shift().type, raw);
    }
    this.#posting = this.#post(joinPayload(batch));
  }

  /**
   * Before an upgrade: resolves when the poll and the POST under way have been answered,
   * so that nothing can be in two places.
   */
  async rest() {
    this.#resting = true;
    await this.#polling;
    await this.#posting;
  }

  /** The upgrade has failed. */
  resume() {
    this.#resting = false;
    this.#polling ??= this.#poll(); // unless it has not even come to rest
  }

  /** Says goodbye: the server need not wait until the heartbeat fails. */
  async close() {
    this.#resting = true;
    const raw = encodePacket({ type: 'close' });
    this.sent('close', raw);
    await this.#request('POST', raw);
    this.cut();
  }

  cut() {
    this.#gone.abort();
  }

  async #poll() {
    while (!this.#resting && !this.#gone.signal.aborted) {
      const body = await this.#request('GET');
      if (body === undefined) break;
      for (const raw of splitPayload(body)) this.received(raw);
    }
    this.#polling = undefined;
  }

  async #post(body) {
    await this.#request('POST', body);
    this.#posting = undefined;
    this.listener.drained();
  }

  /** The answer's text; undefined if there is none, which ends the transport. */
  async #request(method, body) {
    const { signal } = this.#gone;
    const headers = body && { 'Content-Type': 'text/plain;charset=UTF-8' };
    const keepalive = body?.length <= KEEPALIVE_CHARACTERS;
    try {
      // no-store: a cache must neither answer a poll nor keep its answer.
      const response = await this.browser.fetch(this.url,
        { method, headers, body, signal, keepalive, cache: 'no-store' });
      const text = await response.text();
      if (response.ok) return text;
      this.#end(new Error(`the server answered ${response.status}: ${text}`));
    } catch (error) {
      this.#end(error);
    }
    return undefined;
  }

  #end(error) {
    if (this.#gone.signal.aborted) return; // it was us
    this.listener.ended('transport error', error); // which cuts what else is under way
  }
}

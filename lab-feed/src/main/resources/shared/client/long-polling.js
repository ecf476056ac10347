import { HttpClient } from './http-client.js';

/** How a poll ended that brought no news. */
export const HELD_IN_VAIN = 'no news within the hold time';

/**
 * Long polling: ask, and the server holds the answer back until there is news or its
 * hold time is over (RFC 6202 §2). Then ask again at once, from the cursor of the
 * answer, so that nothing is lost between two polls.
 */
export class LongPollingClient extends HttpClient {

  get transport() {
    return 'longpolling';
  }

  async connect(signal) {
    // A held request looks the same as one that hangs. So begin with a question that is
    // answered at once: it says that the server is there, where its feed stands, and
    // what we missed.
    await this.#poll('/notifications', signal);
    for (;;) {
      await this.reading(signal);
      await this.#poll('/poll', signal);
    }
  }

  async #poll(path, signal) {
    const { exchange, wire, answer } = await this.askForNotifications(path, { signal });
    this.heard();
    this.opened(exchange.request);
    this.take(answer, { request: exchange.request, wire });
    // An empty answer is the end of the hold time, not an error: no backing off.
    const news = answer.notifications.length > 0 || answer.reset;
    exchange.complete(path === '/poll' && !news ? HELD_IN_VAIN : undefined);
  }
}

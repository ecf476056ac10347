/**
 * Listeners by the name of an event, as the official client offers them. A listener that
 * throws is reported to the page, and the next one is called: somebody's mistake must not
 * tear down the connection of everybody else.
 */
export class Emitter {

  #browser;
  #listeners = new Map(); // by event: [{ listener, once }]
  #anyListeners = [];

  constructor(browser) {
    this.#browser = browser;
  }

  on(event, listener) {
    return this.#add(event, { listener });
  }

  once(event, listener) {
    return this.#add(event, { listener, once: true });
  }

  /** Without a listener all of the event's, without an event all there are. */
  off(event, listener) {
    if (event === undefined) {
      this.#listeners.clear();
    } else {
      this.#listeners.set(event, listener === undefined ? []
        : this.#of(event).filter(each => each.listener !== listener));
    }
    return this;
  }

  /** Called with the name of every event of the peer, and its arguments. */
  onAny(listener) {
    this.#anyListeners = [...this.#anyListeners, listener];
    return this;
  }

  offAny(listener) {
    this.#anyListeners = this.#anyListeners.filter(each => each !== listener);
    return this;
  }

  hasListeners(event) {
    return this.#of(event).length > 0;
  }

  /** Calls the listeners that there are now. Sends nothing: a socket's `emit` does. */
  fire(event, ...args) {
    for (const each of this.#of(event)) {
      if (each.once) {
        this.#listeners.set(event, this.#of(event).filter(other => other !== each));
      }
      this.call(each.listener, args);
    }
  }

  /** The same for an event of the peer. */
  deliver(event, ...args) {
    for (const listener of this.#anyListeners) this.call(listener, [event, ...args]);
    this.fire(event, ...args);
  }

  call(listener, args) {
    try {
      listener(...args);
    } catch (error) {
      this.#browser.reportError(error);
    }
  }

  #of(event) {
    return this.#listeners.get(event) ?? [];
  }

  /** A new list: whoever walks over the old one is not disturbed. */
  #add(event, entry) {
    this.#listeners.set(event, [...this.#of(event), entry]);
    return this;
  }
}

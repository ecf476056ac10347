/**
 * What happens on a client's connection, in the terms of the swimlane: a poll is a bar from
 * when it is sent until it is answered, a WebSocket one bar; an event that arrives is a dot,
 * one that the client emits an upward tick, a heartbeat a faint one.
 */
export class ClientTrace {

  /** The browser that the client is to use: its requests are seen. */
  browser;

  #add;
  #requests = 0;
  #carrier; // the bar that what arrives belongs to
  #socket; // the WebSocket's bar
  #wires = 0;

  /** `add` is called with each trace event. */
  constructor(browser, add) {
    this.browser = { ...browser, fetch: (url, options) => this.#fetch(browser, url, options) };
    this.#add = add;
  }

  watch(manager) {
    manager.on('packet', packet => this.#packet(packet));
    manager.on('state', told => this.#state(told));
  }

  async #fetch(browser, url, options) {
    const request = this.#begin(options.method, url);
    if (options.method === 'GET') this.#carrier = request;
    try {
      const response = await browser.fetch(url, options);
      const { ok, status } = response;
      this.#add({ kind: 'response', at: browser.now(), request, status });
      return { ok, status, text: () => this.#read(browser, request, response) };
    } catch (error) {
      const reason = options.signal.aborted ? 'aborted' : 'lost';
      this.#add({ kind: 'end', at: browser.now(), request, reason });
      throw error;
    }
  }

  async #read(browser, request, response) {
    const text = await response.text();
    const at = browser.now();
    // later: what is in the answer still belongs to its bar
    browser.setTimeout(() => this.#add({ kind: 'end', at, request, reason: 'complete' }), 0);
    return text;
  }

  #begin(method, url) {
    this.#requests += 1;
    const { pathname, searchParams } = new URL(url);
    const shown = `${pathname}?transport=${searchParams.get('transport')}`;
    const at = this.browser.now();
    this.#add({ kind: 'request', at, request: this.#requests, method, url: shown });
    return this.#requests;
  }

  #packet({ at, direction, transport, engine, packet }) {
    const begins = direction === 'in' ? 'open' : 'upgrade';
    if (transport === 'websocket' && engine.type === begins) this.#upgraded(at);
    const item = itemOf(direction, engine, packet);
    if (!item) return;
    this.#wires += 1;
    const both = { at, request: this.#carrier, wire: this.#wires };
    this.#add({ ...item, ...both });
    this.#add({
      kind: 'wire', ...both, direction: direction === 'out' ? 'up' : 'down', text: engine.raw,
    });
  }

  #upgraded(at) {
    this.#socket = this.#begin('GET', 'ws://here/socket.io/?transport=websocket');
    this.#carrier = this.#socket;
    this.#add({ kind: 'response', at, request: this.#socket, status: 101 });
  }

  #state({ state, reason, ...more }) {
    const at = this.browser.now();
    if (this.#socket && !['connecting', 'open'].includes(state)) {
      const end = reason === 'forced close' ? 'aborted' : 'lost';
      this.#add({ kind: 'end', at, request: this.#socket, reason: end, detail: reason });
      this.#socket = undefined;
    }
    this.#add({ ...more, kind: 'state', at, state, reason });
  }
}

function itemOf(direction, engine, packet) {
  if (engine.raw === '2' || engine.raw === '3') {
    return { kind: 'heartbeat', direction: direction === 'out' ? 'up' : 'down' };
  }
  if (packet?.type !== 'EVENT') return undefined;
  if (direction === 'out') return { kind: 'sent', text: packet.event };
  const [, id] = JSON.parse(engine.raw.slice(engine.raw.indexOf('[')));
  return { kind: 'notification', notification: { cursor: id, title: packet.event } };
}

/**
 * What happens on a connection, in the terms of the swimlane: what carries the session is
 * a bar, an event that arrives a dot, one that we emit an upward tick, a heartbeat a faint
 * one.
 */
export class ChatTrace {

  #add;
  #now;
  #bar = 0;
  #carried = false;
  #wire = 0;

  /** @param add called with each trace event */
  constructor(manager, add) {
    this.#add = add;
    this.#now = manager.browser.now;
    manager.on('packet', packet => this.#packet(packet));
    manager.on('state', told => this.#state(told));
  }

  #packet({ at, direction, transport, engine, packet }) {
    if (engine.type === 'open') this.#begin(at, transport);
    if (engine.type === 'upgrade') {
      this.#end(at, 'complete');
      this.#begin(at, 'websocket');
    }
    const item = itemOf(direction, engine, packet);
    if (!item) return;
    this.#wire += 1;
    const both = { at, request: this.#bar, wire: this.#wire };
    this.#add({ ...item, ...both });
    this.#add({
      kind: 'wire', ...both, direction: direction === 'out' ? 'up' : 'down',
      text: engine.raw,
    });
  }

  #state({ state, reason, ...more }) {
    const at = this.#now();
    if (!['connecting', 'open'].includes(state)) {
      this.#end(at, reason === 'forced close' ? 'aborted' : 'lost', reason);
    }
    this.#add({ ...more, kind: 'state', at, state, reason });
  }

  #begin(at, transport) {
    this.#bar += 1;
    this.#carried = true;
    const url = `/socket.io/?EIO=4&transport=${transport}`;
    this.#add({ kind: 'request', at, request: this.#bar, method: 'GET', url });
    this.#add({
      kind: 'response', at, request: this.#bar, status: transport === 'websocket' ? 101 : 200,
    });
  }

  #end(at, reason, detail) {
    if (this.#carried) this.#add({ kind: 'end', at, request: this.#bar, reason, detail });
    this.#carried = false;
  }
}

function itemOf(direction, engine, packet) {
  if (engine.raw === '2' || engine.raw === '3') {
    return { kind: 'heartbeat', direction: direction === 'out' ? 'up' : 'down' };
  }
  if (packet?.type !== 'EVENT') return undefined;
  if (direction === 'out') return { kind: 'sent', text: packet.event };
  return { kind: 'notification', notification: asNotification(packet.event, engine.raw) };
}

/** An event of the server, as if it were a notification of the feed. */
function asNotification(event, raw) {
  const [, { text, from, at } = {}] = JSON.parse(raw.slice(raw.indexOf('[')));
  return { cursor: event, title: text === undefined ? '' : `${from}: ${text}`, publishedAt: at };
}

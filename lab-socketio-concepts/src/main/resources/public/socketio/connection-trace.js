/**
 * What happens on a connection, in the terms of the swimlane: what carries the session is
 * a bar, an event that arrives a dot, one that we emit an upward tick, a heartbeat a faint
 * one.
 */
export class ConnectionTrace {

  #add;
  #describe;
  #now;
  #bar = 0;
  #carried = false;
  #wire = 0;

  /**
   * @param add called with each trace event
   * @param describe gives { title, publishedAt } of an event by its name and its first
   *   argument; nothing for one that is to be left out
   */
  constructor(manager, add, describe) {
    this.#add = add;
    this.#describe = describe;
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
    const item = this.#itemOf(direction, engine, packet);
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

  #itemOf(direction, engine, packet) {
    if (engine.raw === '2' || engine.raw === '3') {
      return { kind: 'heartbeat', direction: direction === 'out' ? 'up' : 'down' };
    }
    if (packet?.type !== 'EVENT') return undefined;
    const { event } = packet;
    const described = this.#describe(event, argumentOf(engine.raw));
    if (!described) return undefined;
    return direction === 'out' ? { kind: 'sent', text: event }
      : { kind: 'notification', notification: { cursor: event, ...described } };
  }
}

function argumentOf(raw) {
  return JSON.parse(raw.slice(raw.indexOf('[')))[1];
}

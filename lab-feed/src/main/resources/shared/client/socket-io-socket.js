import { Acknowledgements } from './acknowledgements.js';
import { Emission } from './emission.js';
import { Emitter } from './emitter.js';
import { ProtocolError } from './engine-io-parser.js';
import { RESERVED_EVENTS, encode } from './socket-io-parser.js';

/**
 * Our end of one namespace (Socket.IO protocol v5, "Exchange protocol"). What is emitted
 * while the connection is away waits in `sendBuffer`, and leaves in one burst when it is
 * back: in order, at most once, and perhaps late. `volatile` is for what would be stale.
 *
 * Fires what the server emits, and `connect`, `connect_error` (an Error, whose `data` is
 * what the server's middleware added), `disconnect` (a reason, an Error that says more).
 */
export class Socket extends Emitter {

  /** Names this connection and no person: after a reconnection it is another one. */
  id;
  connected = false;
  /** Whether this connection goes on where the one before was lost. */
  recovered = false;
  /** Whether the socket wants to be connected: if so, it comes back by itself. */
  active = false;
  /** Packets that leave once there is a connection. */
  sendBuffer = [];
  /** Events that came before CONNECT, as those that a recovery catches up on do. */
  receiveBuffer = [];

  #pid; // private, unlike the id: whoever knows it is given what we have missed
  #offset;
  #acks;
  #emission = new Emission((...args) => this.#emit(...args));

  constructor(io, namespace, { auth } = {}) {
    super(io.browser);
    this.io = io;
    this.namespace = namespace;
    this.auth = auth;
    this.#acks = new Acknowledgements(io.browser, (ack, args) => this.call(ack, args));
  }

  get disconnected() {
    return !this.connected;
  }

  connect() {
    const wasActive = this.active;
    this.active = true;
    if (this.io.state !== 'open') this.io.open();
    else if (!wasActive) this.opened();
    return this;
  }

  /** Leaves the namespace; the last one that leaves takes the connection with it. */
  disconnect() {
    if (this.connected) this.#send({ type: 'DISCONNECT' });
    this.#leave(() => this.closed('io client disconnect', new Error('left by us')));
    return this;
  }

  // ---- sending: see emission.js

  emit(event, ...args) {
    this.#emission.emit(event, ...args);
    return this;
  }

  emitWithAck(event, ...args) {
    return this.#emission.emitWithAck(event, ...args);
  }

  get volatile() {
    return this.#emission.volatile;
  }

  timeout(millis) {
    return this.#emission.timeout(millis);
  }

  #emit(event, args, flags) {
    if (typeof event !== 'string' || RESERVED_EVENTS.has(event)) {
      throw new TypeError(
        `An event's name must be text and not reserved, was “${String(event)}”`);
    }
    const ack = typeof args.at(-1) === 'function' ? args.pop() : undefined;
    const id = ack && this.#acks.newId();
    const data = [event, ...args];
    const packet = { type: 'EVENT', namespace: this.namespace, id, data };
    packet.messages = encode(packet); // now: what cannot be sent is refused here
    if (ack) this.#acks.expect(id, ack, flags, () => this.#unbuffer(packet));
    this.io.engine?.endIfSilent();
    if (flags.isVolatile && !(this.connected && this.io.engine.writable)) return;
    if (this.connected) this.io.send(packet.messages);
    else this.sendBuffer.push(packet);
  }

  #unbuffer(packet) {
    this.sendBuffer = this.sendBuffer.filter(each => each !== packet);
  }

  #send(packet) {
    this.io.send(encode({ ...packet, namespace: this.namespace }));
  }

  // ---- receiving

  #take(args) {
    this.deliver(...args);
    // With connection state recovery the server ends each event by its offset.
    if (typeof args.at(-1) === 'string') this.#offset = args.at(-1);
  }

  /** What a listener calls to acknowledge: once, over the connection that asked. */
  #acknowledger(id) {
    const { engine } = this.io;
    let called = false;
    return (...args) => {
      if (called || !this.connected || this.io.engine !== engine) return;
      called = true;
      this.#send({ type: 'ACK', id, data: args });
    };
  }

  // ---- for the manager

  /** There is a connection: asks to enter the namespace. */
  opened() {
    if (!this.active) return;
    this.receiveBuffer = []; // the server does not know that these have come
    const { engine } = this.io;
    const enter = auth => {
      if (this.io.engine !== engine || !this.active || this.connected) return; // too late
      const recovery = this.#pid && { pid: this.#pid, offset: this.#offset };
      this.#send({ type: 'CONNECT', data: recovery ? { ...recovery, ...auth } : auth });
    };
    if (typeof this.auth === 'function') this.auth(enter);
    else enter(this.auth);
  }

  /** There is none: `error` says why. */
  failed(error) {
    if (this.active) this.fire('connect_error', error);
  }

  closed(reason, error) {
    if (!this.connected) return;
    this.connected = false;
    this.id = undefined;
    this.#acks.failAll(new Error('socket has been disconnected'));
    this.fire('disconnect', reason, error);
  }

  received({ type, id, data }) {
    if (!this.active) {
      // We left before the server let us in; it must not keep the place.
      if (type === 'CONNECT') this.#send({ type: 'DISCONNECT' });
      return;
    }
    switch (type) {
      case 'CONNECT':
        this.#entered(data);
        break;
      case 'CONNECT_ERROR':
        this.#leave(() => this.fire('connect_error',
          Object.assign(new Error(data.message), { data: data.data })));
        break;
      case 'DISCONNECT':
        this.#leave(() => this.closed('io server disconnect',
          new Error('disconnected by the server')));
        break;
      case 'EVENT': {
        const args = id === undefined ? data : [...data, this.#acknowledger(id)];
        if (this.connected) this.#take(args);
        else this.receiveBuffer.push(args);
        break;
      }
      default: // ACK
        this.#acks.answer(id, data);
    }
  }

  #entered({ sid, pid } = {}) {
    if (typeof sid !== 'string') throw new ProtocolError('CONNECT must bring a sid');
    this.id = sid;
    this.connected = true;
    this.recovered = pid !== undefined && pid === this.#pid;
    this.#pid = pid;
    for (const { messages } of this.sendBuffer.splice(0)) this.io.send(messages);
    for (const args of this.receiveBuffer.splice(0)) this.#take(args);
    if (this.connected) this.fire('connect'); // unless a listener has left meanwhile
  }

  /** First told, then released: a listener may want to stay. */
  #leave(tell) {
    this.active = false;
    tell();
    this.io.release();
  }
}

/**
 * This page in the chat: what the server says goes into the model, what people do goes to
 * the server. No DOM. Fires `change`, `message` (a new one), `state` (`{ key, … }`),
 * `refusal` (what the server does not do, or nothing) and `answer` (how long it took).
 */
import { ChatModel } from './model.js';
import { Typing } from './typing.js';

const ANSWER_MILLIS = 5_000;
/** Reading is told once for all that came together. */
const READ_MILLIS = 300;

export class ChatClient extends EventTarget {

  model = new ChatModel();
  socket;

  #browser;
  #token;
  #goodbye; // why the server is about to disconnect us
  #reading;
  #pageId;
  #nextRef = 0;
  #typing;

  /** @param manager of the connection, which other namespaces may share */
  constructor(manager) {
    super();
    this.#browser = manager.browser;
    this.#pageId = manager.browser.random().toString(36).slice(2, 10);
    this.#typing = new Typing((room, typing) => {
      if (this.socket.connected) this.socket.emit('typing', { room, typing });
    }, manager.browser);
    this.socket = manager.socket('/chat', { auth: enter => enter({ token: this.#token }) });
    this.#listenToConnection(manager);
    this.#listenToChat();
  }

  enter(token) {
    this.#token = token;
    this.#goodbye = undefined;
    this.socket.connect();
  }

  leave() {
    this.socket.disconnect();
    this.#end({ key: 'left' });
  }

  /** Joins a room, or opens what is there already. */
  async choose(conversation) {
    this.#typing.stop();
    if (conversation.kind === 'room' && !conversation.joined) {
      await this.#join(conversation.name, true);
    } else {
      this.model.open(conversation);
      this.#changed();
      this.readSoon();
    }
  }

  async leaveRoom({ name }) {
    const { error } = await this.ask('leave', { room: name });
    if (error) return;
    this.model.left(name);
    this.#changed();
  }

  /**
   * It waits, if it must, for a connection, and is sent again if there was no answer.
   * @returns {Promise} of the answer; of nothing if there is none yet
   */
  send(text) {
    const { current } = this.model;
    this.#typing.forget();
    const message = this.model.sending(current, this.#newRef(), text);
    this.#changed();
    return this.#deliver(current, message);
  }

  /** A key was pressed where messages are written. */
  key() {
    const { current } = this.model;
    if (current?.kind === 'room' && current.joined) this.#typing.key(current.name);
  }

  /** What is in front of somebody has soon been read. */
  readSoon() {
    this.#reading ??= this.#browser.setTimeout(() => {
      this.#reading = undefined;
      const { current } = this.model;
      const id = current?.joined && this.#isSeen() ? this.model.unread(current) : undefined;
      if (id === undefined || !this.socket.connected) return;
      this.model.hasRead(current, this.model.name, id);
      this.socket.emit('read', { room: current.name, id });
    }, READ_MILLIS);
  }

  /** Emits; gives the answer, which may be a refusal. Rejects if there is none. */
  async request(event, payload) {
    const began = this.#browser.now();
    const answer = await this.socket.timeout(ANSWER_MILLIS).emitWithAck(event, payload);
    this.#fire('answer', { millis: this.#browser.now() - began });
    return answer;
  }

  /** As `request`; what is refused or not answered is told, and gives `{ error }`. */
  async ask(event, payload) {
    const answer = await this.request(event, payload)
      .catch(() => ({ error: { code: 'NO_ANSWER' } }));
    this.#fire('refusal', answer.error);
    return answer;
  }

  #listenToConnection(manager) {
    manager.on('state', told => {
      if (this.socket.active && ['connecting', 'waiting', 'offline'].includes(told.state)) {
        this.#fire('state', { ...told, key: told.state });
      }
    });
    this.socket.on('connect_error', ({ message }) => {
      if (!this.socket.active) this.#end({ key: 'refused', message }); // else it tries again
    });
    this.socket.on('disconnect', reason => {
      this.#typing.forget();
      if (reason === 'io server disconnect') this.#end({ key: this.#goodbye ?? 'ended' });
    });
    this.socket.on('goodbye', ({ code }) => { this.#goodbye = code; });
  }

  #listenToChat() {
    const { model } = this;
    this.#on('welcome', welcome => {
      const again = model.welcome(welcome);
      this.#fire('state', { key: 'open', ...welcome });
      const isFirst = model.current === undefined;
      for (const room of isFirst ? ['lobby'] : again) this.#join(room, isFirst);
      for (const conversation of model.conversations.values()) {
        if (conversation.kind === 'person') this.#deliverAll(conversation);
      }
    });
    this.#on('presence', ({ name, here }) => model.present(name, here));
    this.#on('userJoined', told => model.userJoined(told));
    this.#on('userLeft', told => model.userLeft(told));
    this.#on('typing', told => model.setTyping(told));
    this.#on('read', ({ room, name, id }) => model.hasRead(model.room(room), name, id));
    this.#on('message', message => this.#receive(model.room(message.room), message));
    this.#on('private', message => this.#receive(model.between(message), message));
    this.#on('refused', ({ error }) => this.#fire('refusal', error));
  }

  #on(event, action) {
    this.socket.on(event, (...args) => {
      action(...args);
      this.#changed();
    });
  }

  async #join(room, opens) {
    const answer = await this.ask('join', { room });
    if (answer.error) {
      this.model.notReturned(room, answer.error);
      this.#changed();
      return;
    }
    const conversation = this.model.joined(answer);
    if (opens) this.model.open(conversation);
    this.#changed();
    this.readSoon();
    this.#deliverAll(conversation);
  }

  #receive(conversation, message) {
    if (!this.model.receive(conversation, message)) return;
    this.#fire('message', message);
    if (conversation === this.model.current) this.readSoon();
  }

  /** After a lost connection: nobody knows whether they arrived. The server knows the ref. */
  #deliverAll(conversation) {
    this.model.pending(conversation)
      .forEach(message => this.#deliver(conversation, message));
  }

  async #deliver(conversation, message) {
    const { kind, name, joined } = conversation;
    // What is emitted before the room is joined again would be refused.
    if (!this.socket.connected || kind === 'room' && !joined) return undefined;
    const { ref, text } = message;
    const answer = await (kind === 'room'
      ? this.request('message', { room: name, ref, text })
      : this.request('private', { to: name, ref, text })).catch(() => undefined);
    if (!answer) return undefined; // still pending
    if (answer.error) this.model.failed(message, answer.error);
    else this.model.sent(message, answer);
    this.#fire('refusal', answer.error);
    this.#changed();
    return answer;
  }

  /** We do not come back by ourselves. */
  #end(state) {
    this.model = Object.assign(this.model, new ChatModel());
    this.#changed();
    this.#fire('state', state);
  }

  #isSeen() {
    return globalThis.document?.visibilityState !== 'hidden';
  }

  #newRef() {
    this.#nextRef += 1;
    return `${this.#pageId}-${this.#nextRef}`;
  }

  #changed() {
    this.#fire('change');
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

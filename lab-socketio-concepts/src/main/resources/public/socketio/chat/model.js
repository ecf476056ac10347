/**
 * What this page knows of the chat; no DOM and no socket. A conversation is a room or a
 * person: `{ key, kind, name, joined, returning, people, messages, read, typing, unread }`;
 * `returning` after a lost connection, until the room is joined again. A message
 * is what the server says of it, or one of ours that waits for its acknowledgement, with
 * `pending` or `failed`; `ref` is ours, and tells which is which after a lost connection.
 */
const KEPT = 200;

export class ChatModel {

  name;
  roles = [];
  people = new Set();
  conversations = new Map();
  current;

  /** From the server after each connect; gives the rooms to join again. */
  welcome({ name, roles, people, rooms }) {
    this.name = name;
    this.roles = roles;
    this.people = new Set(people);
    for (const { name: room, membersOnly } of rooms) {
      const { joined, returning } = this.room(room);
      Object.assign(this.room(room),
        { membersOnly, joined: false, returning: joined || returning });
    }
    return this.rooms().filter(({ returning }) => returning).map(room => room.name);
  }

  rooms() {
    return [...this.conversations.values()].filter(({ kind }) => kind === 'room');
  }

  room(name) {
    return this.#conversation('room', name);
  }

  person(name) {
    return this.#conversation('person', name);
  }

  /** Where a private message belongs: with whoever is not us. */
  between({ from, to }) {
    return this.person(from === this.name ? to : from);
  }

  present(name, here) {
    this.people[here ? 'add' : 'delete'](name);
  }

  /** The history replaces what was known: after a lost connection it has what was missed. */
  joined({ room, people, history, read }) {
    const conversation = this.room(room);
    const refs = new Set(history.filter(({ from }) => from === this.name)
      .map(({ ref }) => ref));
    const unsaid = conversation.messages
      .filter(({ pending, failed, ref }) => (pending || failed) && !refs.has(ref));
    Object.assign(conversation, {
      joined: true,
      returning: false,
      people: new Set(people),
      messages: [...history.map(message => this.#said(message)), ...unsaid],
      read: new Map(Object.entries(read)),
      typing: new Set(),
    });
    return conversation;
  }

  left(name) {
    Object.assign(this.room(name), {
      joined: false, returning: false, people: new Set(), typing: new Set(), unread: 0,
    });
  }

  /** The server does not let us into a room again; without an answer we try another time. */
  notReturned(name, { code }) {
    if (this.room(name).returning && code !== 'NO_ANSWER') this.left(name);
  }

  userJoined({ room, name }) {
    this.room(room).people.add(name);
    this.#note(this.room(room), 'note.joined', name);
  }

  userLeft({ room, name }) {
    const conversation = this.room(room);
    conversation.people.delete(name);
    conversation.read.delete(name);
    conversation.typing.delete(name);
    this.#note(conversation, 'note.left', name);
  }

  open(conversation) {
    conversation.unread = 0;
    this.current = conversation;
  }

  /** @returns whether it is new: somebody who had no answer sends again */
  receive(conversation, message) {
    conversation.typing.delete(message.from);
    if (conversation.messages.some(({ from, ref }) =>
      from === message.from && ref === message.ref)) {
      return false;
    }
    this.#add(conversation, this.#said(message));
    if (conversation !== this.current) conversation.unread += 1;
    return true;
  }

  /** Ours, on its way; `sent` or `failed` says how it went. */
  sending(conversation, ref, text) {
    const message = { ref, from: this.name, text, mine: true, pending: true };
    this.#add(conversation, message);
    return message;
  }

  /** What waits for an acknowledgement. */
  pending(conversation) {
    return conversation.messages.filter(({ pending }) => pending);
  }

  sent(message, { id, at }) {
    Object.assign(message, { id, at, pending: false });
  }

  failed(message, reason) {
    Object.assign(message, { failed: reason, pending: false });
  }

  setTyping({ room, name, typing }) {
    this.room(room).typing[typing ? 'add' : 'delete'](name);
  }

  hasRead(conversation, name, id) {
    conversation.read.set(name, id);
  }

  /** The others who have read as far as this message. */
  readers(conversation, { id }) {
    return [...conversation.read]
      .filter(([name, read]) => name !== this.name && read >= id)
      .map(([name]) => name).sort();
  }

  /** Up to which message we have not said yet that we have read; undefined if there is none. */
  unread(conversation) {
    const newest = Math.max(0, ...conversation.messages.map(({ id }) => id ?? 0));
    return newest > (conversation.read.get(this.name) ?? 0) ? newest : undefined;
  }

  #conversation(kind, name) {
    const key = `${kind}:${name}`;
    if (!this.conversations.has(key)) {
      this.conversations.set(key, {
        key, kind, name, joined: false, returning: false, people: new Set(), messages: [],
        read: new Map(), typing: new Set(), unread: 0,
      });
    }
    return this.conversations.get(key);
  }

  /** A line that nobody said: `note` names its text. */
  #note(conversation, note, name) {
    this.#add(conversation, { note, name });
  }

  #said(message) {
    return { ...message, mine: message.from === this.name };
  }

  #add(conversation, message) {
    conversation.messages.push(message);
    if (conversation.messages.length > KEPT) conversation.messages.shift();
  }
}

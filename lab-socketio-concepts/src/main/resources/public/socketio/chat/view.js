/** The chat on the screen. What people wrote goes through textContent only. */
import { language, t } from '/shared/i18n.js';

/** A screen reader is told at most this often; what it missed it gets as a number. */
const ANNOUNCE_MILLIS = 5_000;
/** Who has scrolled up further wants to read there. */
const NEAR_BOTTOM = 40;

export class ChatView {

  #model;
  #choose;
  #entries = new WeakMap(); // by conversation: { item, button, unread }
  #items = new WeakMap(); // by message: { item, foot }
  #shown; // the conversation
  #unannounced = [];
  #announcing;

  /** @param choose called with the conversation that was pressed */
  constructor(model, choose) {
    this.#model = model;
    this.#choose = choose;
  }

  show() {
    element('chat').hidden = !this.#model.name;
    element('enter').hidden = Boolean(this.#model.name);
    this.#rooms();
    this.#people();
    this.#talk();
  }

  /** Everything anew, in another language. */
  translate() {
    this.#items = new WeakMap();
    this.show();
  }

  announce(message) {
    this.#unannounced.push(message);
    this.#announcing ??= setTimeout(() => {
      const { from, text } = this.#unannounced.at(-1);
      element('announcement').textContent = t('announce',
        { count: this.#unannounced.length, from, text });
      this.#unannounced = [];
      this.#announcing = undefined;
    }, ANNOUNCE_MILLIS);
  }

  #rooms() {
    arrange(element('rooms'), this.#model.rooms().map(room => {
      const key = room.joined || room.returning ? 'room.open' : room.membersOnly ? 'room.joinMembers' : 'room.join';
      return this.#entry(room, t(key, { room: room.name }));
    }));
  }

  #people() {
    const others = [...this.#model.people].filter(name => name !== this.#model.name).sort();
    arrange(element('people'), others.map(name =>
      this.#entry(this.#model.person(name), t('person.open', { name }))));
    element('people-empty').hidden = others.length > 0;
  }

  #entry(conversation, text) {
    const entry = this.#entries.get(conversation) ?? this.#newEntry(conversation);
    this.#entries.set(conversation, entry);
    say(entry.button, text);
    entry.button.setAttribute('aria-pressed', String(conversation === this.#model.current));
    say(entry.unread,
      conversation.unread > 0 ? t('unread', { count: conversation.unread }) : '');
    return entry.item;
  }

  #newEntry(conversation) {
    const item = node('li');
    const button = node('button', 'tool');
    const unread = node('span', 'chat-unread');
    button.type = 'button';
    button.id = `open-${conversation.key}`;
    button.addEventListener('click', () => this.#choose(conversation));
    item.append(button, unread);
    return { item, button, unread };
  }

  #talk() {
    const { current, people } = this.#model;
    element('talk').hidden = !current;
    if (!current) return;
    const isRoom = current.kind === 'room';
    const isOpen = isRoom ? current.joined || current.returning : people.has(current.name);
    say(element('talk-title'), t(isRoom ? 'talk.room' : 'talk.person', { name: current.name }));
    say(element('talk-people'), isRoom
      ? t('talk.people', { names: [...current.people].sort().join(', ') || '–' })
      : t(isOpen ? 'talk.private' : 'talk.gone', { name: current.name }));
    say(element('typing'), current.typing.size === 0 ? '' : t('typing',
      { count: current.typing.size, names: [...current.typing].sort().join(', ') }));
    element('leave-room').hidden = !current.joined;
    element('say').hidden = element('say-expect').hidden = !isOpen;
    this.#messages(current);
  }

  #messages(conversation) {
    const list = element('messages');
    const follows = this.#shown !== conversation
      || list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_BOTTOM;
    this.#shown = conversation;
    arrange(list, conversation.messages.map(message => this.#item(conversation, message)));
    if (follows) list.scrollTop = list.scrollHeight;
  }

  #item(conversation, message) {
    const known = this.#items.get(message) ?? this.#newItem(message);
    this.#items.set(message, known);
    if (known.foot) {
      known.item.classList.toggle('chat-failed', Boolean(message.failed));
      say(known.foot, this.#foot(conversation, message));
    }
    return known.item;
  }

  #newItem(message) {
    if (message.note) {
      return { item: node('li', 'chat-note', t(message.note, { name: message.name })) };
    }
    const item = node('li', message.mine ? 'chat-mine' : '');
    const text = node('p');
    text.append(node('strong', '', message.from), ' ', node('span', '', message.text));
    const foot = node('p', 'chat-foot');
    item.append(text, foot);
    return { item, foot };
  }

  #foot(conversation, message) {
    if (message.failed) return t('message.failed', { reason: refusalText(message.failed) });
    if (message.pending) return t('message.pending');
    const time = new Date(message.at).toLocaleTimeString(language);
    if (!message.mine) return time;
    const readers = this.#model.readers(conversation, message);
    return readers.length === 0
      ? t('message.sent', { time })
      : t('message.read', { time, names: readers.join(', ') });
  }
}

/** What the server refused, in its words, behind the code that a program goes by. */
export function refusalText({ code, message }) {
  return code === 'NO_ANSWER' ? t('noAnswer') : t('refusal', { code, message });
}

/**
 * Shows these items, and touches only what is to change: a button that is being pressed
 * must stay the same, and so must what somebody has selected or focused.
 */
export function arrange(list, items) {
  const kept = new Set(items);
  [...list.children].filter(item => !kept.has(item)).forEach(item => item.remove());
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
}

function say(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

export function element(id) {
  return document.getElementById(id);
}

export function node(name, className = '', text = '') {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

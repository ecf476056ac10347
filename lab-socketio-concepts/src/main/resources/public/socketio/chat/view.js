/** The chat on the screen. What people wrote goes through textContent only. */
import { language, t } from '/shared/i18n.js';

/** A screen reader is told at most this often; what it missed it gets as a number. */
const ANNOUNCE_MILLIS = 5_000;
/** Who has scrolled up further wants to read there. */
const NEAR_BOTTOM = 40;

export class ChatView {

  #model;
  #choose;
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
    refill(element('rooms'), this.#model.rooms().map(room => {
      const key = room.joined ? 'room.open' : room.membersOnly ? 'room.joinMembers' : 'room.join';
      return this.#entry(room, t(key, { room: room.name }));
    }));
  }

  #people() {
    const others = [...this.#model.people].filter(name => name !== this.#model.name).sort();
    refill(element('people'), others.map(name =>
      this.#entry(this.#model.person(name), t('person.open', { name }))));
    element('people-empty').hidden = others.length > 0;
  }

  #entry(conversation, text) {
    const button = node('button', 'tool', text);
    button.type = 'button';
    button.id = `open-${conversation.key}`;
    button.setAttribute('aria-pressed', String(conversation === this.#model.current));
    button.addEventListener('click', () => this.#choose(conversation));
    const item = node('li');
    item.append(button);
    if (conversation.unread > 0) {
      item.append(node('span', 'chat-unread', t('unread', { count: conversation.unread })));
    }
    return item;
  }

  #talk() {
    const { current, people } = this.#model;
    element('talk').hidden = !current;
    if (!current) return;
    const isRoom = current.kind === 'room';
    const isOpen = isRoom ? current.joined : people.has(current.name);
    say('talk-title', t(isRoom ? 'talk.room' : 'talk.person', { name: current.name }));
    say('talk-people', isRoom
      ? t('talk.people', { names: [...current.people].sort().join(', ') || '–' })
      : t(isOpen ? 'talk.private' : 'talk.gone', { name: current.name }));
    say('typing', current.typing.size === 0 ? '' : t('typing',
      { count: current.typing.size, names: [...current.typing].sort().join(', ') }));
    element('leave-room').hidden = !(isRoom && isOpen);
    element('say').hidden = element('say-expect').hidden = !isOpen;
    this.#messages(current);
  }

  /** Only what changed is touched: what somebody has selected or focused stays. */
  #messages(conversation) {
    const list = element('messages');
    const follows = this.#shown !== conversation
      || list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_BOTTOM;
    const before = new Set(this.#shown === conversation ? list.children : []);
    const now = conversation.messages.map(message => this.#item(conversation, message));
    if (now.length < before.size || now.some((item, index) => list.children[index] !== item)) {
      list.replaceChildren(...now);
    }
    this.#shown = conversation;
    if (follows) list.scrollTop = list.scrollHeight;
  }

  #item(conversation, message) {
    const known = this.#items.get(message) ?? this.#newItem(message);
    this.#items.set(message, known);
    if (known.foot) {
      known.item.classList.toggle('chat-failed', Boolean(message.failed));
      const text = this.#foot(conversation, message);
      if (known.foot.textContent !== text) known.foot.textContent = text;
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

/** Keeps the focus where it was, though the buttons are new. */
function refill(list, items) {
  const focused = list.contains(document.activeElement) && document.activeElement.id;
  list.replaceChildren(...items);
  if (focused) element(focused)?.focus();
}

function say(id, text) {
  if (element(id).textContent !== text) element(id).textContent = text;
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

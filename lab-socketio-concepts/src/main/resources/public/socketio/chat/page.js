/** The chat page: what is pressed goes to the client, what the client says to the screen. */
import { Manager } from '/shared/client/socket-io.js';
import { duration, language, number, onLanguage, t } from '/shared/i18n.js';
import { PacketList } from '/shared/packet-list.js';
import { startPage } from '/shared/page.js';
import { Swimlane } from '/shared/swimlane.js';
import { ConnectionTrace } from '../connection-trace.js';
import { showDemos } from '../demos.js';
import { ChatClient } from './client.js';
import { Control } from './control.js';
import { Entrance } from './entrance.js';
import { moderatorPart } from './moderator.js';
import texts from './texts.js';
import { chatTries } from './tries.js';
import { ChatView, element, node, refusalText } from './view.js';

const ANSWERS_KEPT = 1_000;
const SIGNS = { idle: '○', connecting: '◌', open: '●', waiting: '…', offline: '○' };

const page = startPage({
  texts,
  title: 'chat.title',
  sources: [
    'lab/socketio/auth/Tokens.java',
    'lab/socketio/chat/ChatDemo.java',
    'lab/socketio/chat/ChatSession.java',
    'lab/socketio/chat/Chat.java',
    'lab/socketio/chat/Room.java',
    'lab/socketio/chat/Input.java',
    'lab/socketio/chat/Moderation.java',
    'lab/socketio/chat/TokenRoute.java',
    'lab/socketio/auth/Expiry.java',
    'lab/socketio/auth/TokenBucket.java',
  ],
});
showDemos();
const manager = new Manager(location.origin, { autoConnect: false });
const chat = new ChatClient(manager);
const view = new ChatView(chat.model, choose);
const packets = new PacketList(element('packets'));
const swimlane = new Swimlane(element('swimlane'), {
  lanes: [{ id: 'me', transport: 'socketio', label: t('chat.lane') }],
  seconds: 30,
  published: false,
});
const entrance = new Entrance(chat, refuse);
const counts = { events: 0, refused: 0 };
const answers = []; // milliseconds from event to acknowledgement
let state = { key: 'idle' };
let refusal = () => '';

// ---- what is shown

function watch(watched) {
  watched.on('packet', packet => packets.add(withoutSignature(packet)));
}

/** Who reads a token over a shoulder, or in a recording, could use it. */
function withoutSignature(packet) {
  const { engine } = packet;
  const raw = typeof engine.raw === 'string'
    ? engine.raw.replace(/("token":"[\w-]*\.[\w-]*\.)[\w-]+/, '$1…')
    : engine.raw;
  return { ...packet, engine: { ...engine, raw } };
}

/** An event, as if it were a notification of the feed. */
function asNotification(event, { text, from, at } = {}) {
  return { title: text === undefined ? '' : `${from}: ${text}`, publishedAt: at };
}

watch(manager);
new ConnectionTrace(manager, told => swimlane.add('me', told), asNotification);
manager.on('packet', ({ packet }) => {
  if (packet?.type !== 'EVENT') return;
  counts.events += 1;
  showCounts();
});

function showState() {
  const { key, ...told } = state;
  element('state-sign').textContent = SIGNS[key] ?? '✕';
  element('state').textContent = t(`chat.state.${key}`);
  element('sentence').textContent = t(`chat.sentence.${key}`, {
    ...told,
    roles: told.roles?.join(', '),
    time: told.expiresAt && new Date(told.expiresAt).toLocaleTimeString(language),
    delay: duration(told.delayMillis ?? 0),
    ceiling: duration(told.ceilingMillis ?? 0),
  });
  const sharedState = key in SIGNS ? key : 'stopped';
  document.body.dataset.state = sharedState;
  page.setState(sharedState, t(`chat.state.${key}`));
  offline.show(key === 'offline' ? 'online' : 'offline');
  offline.disabled = !['open', 'offline'].includes(key);
}

function showCounts() {
  const sorted = [...answers].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  element('count-events').textContent = number(counts.events);
  element('count-refused').textContent = number(counts.refused);
  element('count-answer').textContent = median === undefined ? '–' : duration(median);
}

function refuse(words) {
  refusal = words;
  element('refusal').textContent = words();
  element('refusal').hidden = !words();
}

chat.addEventListener('change', () => view.show());
chat.addEventListener('message', ({ detail }) => view.announce(detail));
chat.addEventListener('answer', ({ detail }) => {
  answers.push(detail.millis);
  if (answers.length > ANSWERS_KEPT) answers.shift();
  showCounts();
});
chat.addEventListener('refusal', ({ detail }) => {
  if (detail) counts.refused += 1;
  showCounts();
  refuse(() => (detail ? refusalText(detail) : ''));
});
chat.addEventListener('state', ({ detail }) => {
  state = detail;
  showState();
  element('announcement').textContent = element('sentence').textContent;
});

// ---- what is pressed

async function choose(conversation) {
  await chat.choose(conversation);
  element('text').focus();
}

element('leave-room').addEventListener('click', async () => {
  const { current } = chat.model;
  await chat.leaveRoom(current);
  element(`open-${current.key}`)?.focus();
});

element('say').addEventListener('submit', event => {
  event.preventDefault();
  chat.send(element('text').value);
  element('text').value = '';
});

element('text').addEventListener('input', () => chat.key());

element('text').addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    element('say').requestSubmit();
  }
});

document.addEventListener('visibilitychange', () => chat.readSoon());

const offline = new Control('offline', () => {
  if (manager.state === 'offline') {
    manager.goOnline();
    return () => t('online.done');
  }
  manager.goOffline();
  return () => t('offline.done');
});

// ---- the page

function pageCode(files) {
  element('page-code').replaceChildren(...files.map(file => {
    const item = node('li');
    const link = node('a', '', file.replace(/.*\//, ''));
    link.href = file;
    link.target = '_blank';
    link.rel = 'noopener';
    const what = node('span');
    what.dataset.i18n = `source.${link.textContent}`;
    what.textContent = t(what.dataset.i18n);
    item.append(link, ' ', what);
    return item;
  }));
}

element('controls').prepend(
  ...[offline, ...chatTries(chat, watch)].map(control => control.element));
moderatorPart(manager);
pageCode(['chat/entrance.js', 'chat/client.js', 'chat/typing.js', 'chat/model.js',
  'chat/view.js', 'connection-trace.js', 'chat/tries.js', 'chat/moderator.js',
  '/shared/client/socket-io.js']);
addEventListener('pagehide', () => manager.close()); // says so, instead of leaving it to time out
addEventListener('pageshow', ({ persisted }) => persisted && entrance.comeBack());
onLanguage(() => {
  swimlane.rename('me', t('chat.lane'));
  showState();
  refuse(refusal);
  view.translate();
});
showState();
showCounts();
entrance.comeBack();

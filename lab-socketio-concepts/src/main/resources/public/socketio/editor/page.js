/** The page of the shared text and the whiteboard: what belongs to what. */
import { io } from '/shared/client/socket-io.js';
import { onLanguage, t } from '/shared/i18n.js';
import { startPage } from '/shared/page.js';
import { showDemos } from '../demos.js';
import { Board } from './board.js';
import { boardTools } from './board-tools.js';
import { Carets } from './carets.js';
import { ConnectionView } from './connection-view.js';
import { Entrance, invitation } from './entrance.js';
import { Others } from './others.js';
import { Replica } from './replica.js';
import { StrokeList } from './stroke-list.js';
import { Structure } from './structure.js';
import { TextBox } from './text-box.js';
import texts from './texts.js';
import { Trial } from './trial.js';

/** A screen reader hears of others' typing at most this often. */
const ANNOUNCE_MILLIS = 5_000;
const PAGE_SOURCES = [
  'shared-text.js', 'replica.js', 'pending.js', 'text-difference.js', 'text-box.js',
  'undo.js', 'pen.js', 'board.js', 'carets.js',
];

const page = startPage({
  texts,
  title: 'editor.title',
  sources: [
    'CharacterId', 'Edit', 'SharedText', 'Whiteboard', 'EditorRoom', 'EditorRooms',
    'EditorSession', 'EditorInput', 'EditorDemo',
  ].map(name => `lab/socketio/editor/${name}.java`),
});

showDemos();

const socket = io('/editor');
const manager = socket.io;

const replica = new Replica(socket);
const connection = new ConnectionView(manager, replica);
const box = new TextBox(element('text'), replica, () => moved());
const carets = new Carets(element('text'));
const board = new Board(element('board'), replica, (what, place) => say(t(what, place)));
boardTools(board, replica);
const strokes = new StrokeList({
  details: element('strokes-details'), title: element('strokes-title'), list: element('strokes'),
}, replica);
const structure = new Structure({
  details: element('structure-details'), list: element('structure'),
  count: element('structure-count'),
}, replica, box);
const others = new Others(element('people'), replica, {
  changed: places => {
    carets.show(replica.text.text, places.carets);
    board.showPointers(places.pointers);
  },
  say,
});
const entrance = new Entrance(element('enter'), {
  details: element('rooms-details'), list: element('rooms'),
}, enter);
new Trial(replica, manager, {
  guesses: element('trial-guess'), part: element('trial-part'), meet: element('trial-meet'),
  outcome: element('trial-outcome'), copies: element('trial-copies'),
}, () => replica.text.indexOf(box.lastCaret) ?? 0);

// ---- coming and going

function enter(verb, door) {
  refuse();
  entrance.remember({ name: door.name });
  if (verb === 'create') replica.create(door.name);
  else replica.join(door);
}

element('leave').addEventListener('click', () => {
  entrance.forgetRoom();
  replica.leave();
  element('enter').elements.name.focus();
});

element('again').addEventListener('click', () => replica.tryAgain());

/** The room has ended, but the text is still here. */
element('rescue').addEventListener('click', async () => {
  const { door, text: { text } } = replica;
  if (!await replica.create(door.name)) return;
  replica.addEventListener('state', function inside({ detail: { state } }) {
    if (state !== 'inside') return;
    replica.removeEventListener('state', inside);
    box.type(text);
  });
});

element('offline').addEventListener('click', () => {
  if (manager.state === 'offline') manager.goOnline();
  else manager.goOffline();
});

element('invite').addEventListener('click', async () => {
  const copied = await navigator.clipboard?.writeText(element('invitation').value)
    .then(() => true, () => false);
  if (!copied) {
    element('invite-details').open = true;
    element('invitation').select();
  }
  element('invite-outcome').textContent = t(copied ? 'invite.copied' : 'invite.selected');
});

// A page that is left says so, instead of leaving a connection to time out.
addEventListener('pagehide', () => socket.disconnect());
addEventListener('pageshow', ({ persisted }) => persisted && socket.connect());
addEventListener('beforeunload', event => {
  if (replica.pending > 0 && replica.state !== 'outside') event.preventDefault();
});

// ---- what is so

let room; // the room that is shown
let refusal;

replica.addEventListener('state', ({ detail: { state, error } }) => {
  if (replica.door !== room) {
    room = replica.door;
    box.forget();
    element('invite-outcome').textContent = '';
  }
  if (state === 'inside') entrance.remember(replica.door);
  if (state === 'outside') entrance.showRooms();
  if (error) refuse(error);
  else if (state === 'inside' && refusal?.code === 'JOIN_ERROR') refuse();
  show();
});
manager.on('state', details => {
  lastState = details;
  show();
});
replica.addEventListener('refused', ({ detail }) => refuse(detail));
replica.addEventListener('pending', show);
replica.addEventListener('board', () => strokes.show());
replica.addEventListener('people', () => strokes.show());
replica.addEventListener('text', ({ detail: { site } }) => {
  moved();
  if (site !== undefined) sayThatOthersType(site);
});

let lastState = { state: manager.state };

/** What is to be said, by what is so: a key of the texts. */
function situation() {
  if (replica.state === 'ended' || replica.state === 'refused') return replica.state;
  if (manager.state !== 'open') return manager.state;
  return replica.state === 'inside' ? 'inside' : replica.door ? 'joining' : 'outside';
}

const TITLE_STATES = {
  inside: 'open', outside: 'idle', joining: 'connecting', ended: 'stopped', refused: 'stopped',
};
const SIGNS = { idle: '○', connecting: '◌', open: '●', waiting: '…', offline: '○', stopped: '✕' };

function show() {
  const now = situation();
  const titleState = TITLE_STATES[now] ?? now;
  page.setState(titleState, t(`editor.state.${now}`));
  document.body.dataset.state = titleState;
  element('state-sign').textContent = SIGNS[titleState];
  element('state').textContent = t(`editor.state.${now}`);
  element('sentence').textContent = t(`editor.sentence.${now}`, {
    room: replica.door?.room ?? '', name: replica.door?.name ?? '',
    site: String(replica.site ?? ''),
    delay: lastState.delayMillis ?? 0, reason: lastState.reason ?? '',
  });
  const hasRoom = replica.door !== undefined && replica.site !== undefined;
  element('entrance').hidden = hasRoom;
  element('room').hidden = !hasRoom;
  element('trial').hidden = !hasRoom;
  document.body.classList.toggle('is-in-a-room', hasRoom);
  if (hasRoom) showRoom(now);
}

function showRoom(now) {
  element('room-title').textContent = t('room.title', { room: replica.door.room });
  element('invitation').value = invitation(replica.door);
  const isOffline = manager.state === 'offline';
  element('offline').textContent = t(isOffline ? 'room.online' : 'room.offline');
  element('offline-expect').textContent = t(isOffline ? 'room.onlineExpect' : 'room.offlineExpect');
  element('again').hidden = now !== 'refused';
  element('rescue').hidden = now !== 'ended';
  element('offline').hidden = now === 'ended';
  element('pending').textContent = t(replica.pending === 0 ? 'text.allKnown' : 'text.pending',
    { count: replica.pending });
}

function refuse(error) {
  refusal = error;
  element('refusal').hidden = error === undefined;
  element('refusal').textContent = error === undefined ? ''
    : error.message ? t('refused', { code: error.code, message: error.message })
      : t('refused.goodbye', { code: error.code });
}

// ---- where we are, and what is said

function moved() {
  structure.show();
  others.showPlaces();
  if (box.caret) others.moved({ caret: box.caret });
}

element('text').addEventListener('blur', () => others.moved({}));
element('board').addEventListener('pointermove',
  event => others.moved({ pointer: board.pointOf(event) }));
element('board').addEventListener('pointerleave', () => others.moved({}));

function say(sentence) {
  element('announcement').textContent = sentence;
}

let saidAt = -Infinity;

function sayThatOthersType(site) {
  const name = replica.people.find(person => person.site === site)?.name;
  const now = performance.now();
  if (!name || now - saidAt < ANNOUNCE_MILLIS) return;
  saidAt = now;
  say(t('text.othersType', { name }));
}

// ---- the code of this page

element('page-code').replaceChildren(...PAGE_SOURCES.map(file => {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = `editor/${file}`;
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = file;
  const what = document.createElement('span');
  what.dataset.i18n = `source.${file}`;
  what.textContent = t(`source.${file}`);
  item.append(link, ' ', what);
  return item;
}));

onLanguage(() => {
  connection.translate();
  show();
  others.show();
  strokes.show();
  structure.show();
  if (refusal) refuse(refusal);
});
show();
strokes.show();
const before = entrance.remembered;
if (!entrance.isInvited && before?.token) replica.join(before);

function element(id) {
  return document.getElementById(id);
}

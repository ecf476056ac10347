/** The page of namespaces, rooms and broadcast: what its parts have to do with each other. */
import { browser } from '/shared/client/browser.js';
import { number, onLanguage, t } from '/shared/i18n.js';
import { startPage } from '/shared/page.js';
import { Swimlane } from '/shared/swimlane.js';
import { showDemos } from '../demos.js';
import { Cards } from './cards.js';
import { Clients, MAX_POLLING } from './clients.js';
import { Composer } from './composer.js';
import { SERVER, expectations, newId, toWire } from './emission.js';
import { Latest } from './latest.js';
import { Log } from './log.js';
import { Outcome } from './outcome.js';
import { Packets } from './packets.js';
import { PictureView } from './picture.js';
import texts from './rooms-texts.js';
import { Round } from './round.js';
import { Watcher } from './watcher.js';

const page = startPage({
  texts,
  title: 'title',
  sources: [
    'lab/socketio/rooms/RoomsDemo.java',
    'lab/socketio/rooms/ClientEvents.java',
    'lab/socketio/rooms/Emission.java',
    'lab/socketio/rooms/Names.java',
    'lab/socketio/rooms/PageEvents.java',
    'lab/socketio/rooms/Watch.java',
    'lab/socketio/rooms/Picture.java',
    'lab/socketio/BroadcastOperator.java',
    'lab/socketio/InMemoryAdapter.java',
  ],
});
showDemos();
const byId = id => document.getElementById(id);

const watcher = new Watcher();
const clients = new Clients();
const round = new Round(browser);
const log = new Log(byId('log'), byId('sentence'), byId('announcement'));
const packets = new Packets(byId('whose'), byId('packets'));
const latest = new Latest(byId('latest'));
const cards = new Cards(byId('clients'), client => clients.remove(client));
const view = new PictureView(byId('picture'), {
  tick: (ids, ticked) => round.tick(ids, ticked),
  join: (client, namespace, room) => clients.byName.get(client).join(namespace, room),
  leave: (client, namespace, room) => clients.byName.get(client).leave(namespace, room),
});
const composer = new Composer(byId('emit'), { change: () => show(), send, tickAll });
new Outcome(byId('emit'), round);
const swimlane = new Swimlane(byId('swimlane'), { lanes: [], seconds: 20 });

let picture = { pages: 0, namespaces: [], emissions: [] };
let home; // this page as the server knows it, `{ number, token }`; undefined while it is away
let away; // why, as it was said: each try would say it again
let drawing = false;

watcher.addEventListener('welcome', ({ detail: { page: number, token } }) => {
  home = { number, token };
  away = undefined;
  log.say('welcome', { number: String(number) }, true);
  clients.begin(home);
  page.setState('open');
});
watcher.addEventListener('picture', ({ detail }) => {
  picture = detail;
  show();
});
watcher.addEventListener('receipts', ({ detail: { id, sockets } }) => {
  round.receipts(id, sockets);
  sockets.forEach(socket => view.flash(socket));
});
watcher.addEventListener('away', ({ detail: { reason } }) => {
  home = undefined;
  if (away !== reason) log.say('away', { reason }, true);
  away = reason;
  clients.leave();
  page.setState('waiting');
  show();
});
watcher.addEventListener('packet', ({ detail }) => packets.add(detail));

clients.addEventListener('change', show);
clients.addEventListener('members', () => {
  swimlane.setLanes(clients.all.map(laneOf));
  show();
});
clients.addEventListener('trace', ({ detail: { by, ...told } }) => {
  if (clients.byName.has(by.name)) swimlane.add(by.name, told); // else it is leaving
});
clients.addEventListener('packet', ({ detail: { by, ...packet } }) =>
  packets.add(packet, by.name));
clients.addEventListener('received', ({ detail: { id, socket } }) => {
  view.flash(socket);
  watcher.received(id, socket);
});
clients.addEventListener('say', ({ detail: { key, by, ...values } }) =>
  log.say(key, values, key === 'refused'));
round.addEventListener('change', show);
round.addEventListener('told', () => {
  log.say('told', { ...round.tally, count: round.received.size }, true);
});

byId('add').addEventListener('submit', event => {
  event.preventDefault();
  const { kind } = event.target.elements;
  const full = clients.isFull ? 'clients.full' : kind.value === 'polling'
    && clients.pollingIsFull && 'clients.pollingFull';
  event.target.querySelector('output').textContent = full
    ? t(full, { count: MAX_POLLING }) : '';
  if (!full && home) {
    clients.add(kind.value, { [composer.choice.namespace || '/rooms/shop']: [] });
  }
});

onLanguage(show);
watcher.start();
show();
// A page that is left says so, instead of leaving connections to time out.
addEventListener('pagehide', () => watcher.stop());
addEventListener('pageshow', ({ persisted }) => persisted && watcher.start());

async function send() {
  if (round.state === 'sent' || !home) return;
  const choice = structuredClone(composer.choice);
  const id = newId();
  round.send(id, choice, expectations(choice, picture));
  const wire = toWire(choice, id);
  const answer = choice.by === SERVER ? await watcher.emit(wire)
    : await clients.byName.get(choice.by).send(choice.namespace, wire);
  if (answer.ok) {
    round.answered(id, answer.ok);
  } else {
    round.refused(id);
    if (choice.by === SERVER) log.say('refused.server', { reason: answer.error.message }, true);
  }
}

function tickAll(ticked) {
  round.tick(picture.namespaces.flatMap(({ sockets }) => sockets.map(({ id }) => id)), ticked);
}

/** The colour of a transport is the same on every page. */
function laneOf({ name, kind }) {
  return { id: name, label: name, transport: kind === 'polling' ? 'longpolling' : 'websocket' };
}

/** The name of the client whose socket it is. */
function nameOf(id) {
  return picture.namespaces.flatMap(({ sockets }) => sockets)
    .find(socket => socket.id === id)?.client;
}

/** At most once a frame, however much has changed. */
function show() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    draw();
  });
}

function draw() {
  const mine = clients.byName;
  composer.show({ picture, mine, round, nameOf });
  view.show({ picture, mine, round, choice: round.sent?.choice ?? composer.choice });
  cards.show(clients.all);
  packets.show([...mine.keys()]);
  latest.show(picture.emissions, nameOf);
  showState();
}

function showState() {
  const sockets = picture.namespaces.reduce((sum, each) => sum + each.sockets.length, 0);
  byId('state').textContent = home ? t('now.state', {
    number: String(home.number), pages: number(picture.pages), sockets: number(sockets),
    namespaces: number(picture.namespaces.length),
  }) : t('now.away');
  document.body.dataset.state = home ? 'open' : 'waiting';
}

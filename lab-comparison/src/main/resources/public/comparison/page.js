/** The comparison: six clients of one feed, and everything that shows what they do. */
import { duration, hasText, onLanguage, register, t } from '/shared/i18n.js';
import { startPage } from '/shared/page.js';
import { Swimlane } from '/shared/swimlane.js';
import { IntervalPollingClient } from '/shared/client/interval-polling.js';
import { LongPollingClient } from '/shared/client/long-polling.js';
import { SocketIoFeed } from '/shared/client/socket-io-feed.js';
import { SseClient } from '/shared/client/sse.js';
import { WebSocketClient } from '/shared/client/web-socket.js';
import { Column } from './column.js';
import { drawConnections } from './connections.js';
import { Controls } from './controls.js';
import { FiguresTable } from './figures-table.js';
import { Figures, TRANSPORTS, latency } from './figures.js';
import { LatencyChart } from './latency-chart.js';
import { RawBytes } from './raw-bytes.js';
import en from './i18n/en.js';
import fr from './i18n/fr.js';

/** How often figures are written: fast enough to look live, slow enough to be read. */
const SHOW_MILLIS = 500;
const TRAFFIC_MILLIS = 1000;
const INTERVAL_MILLIS = 2000;

const CLIENTS = {
  polling: (options) =>
    new IntervalPollingClient({ ...options, intervalMillis: INTERVAL_MILLIS }),
  longpolling: (options) => new LongPollingClient(options),
  sse: (options) => new SseClient(options),
  websocket: (options) => new WebSocketClient(options),
  'socketio-websocket': (options) => socketIo({ ...options, transports: ['websocket'] }),
  'socketio-polling': (options) => socketIo({ ...options, transports: ['polling'] }),
};

/** Without the upgrade from one to the other: each alone is to be seen. */
function socketIo({ transports, ...options }) {
  const transport = `socketio-${transports[0]}`;
  return new SocketIoFeed({ ...options, transports, transport });
}

register({ en, fr });
const page = startPage({
  title: 'comparison.title',
  sources: [
    'lab/feed/NotificationFeed.java',
    'lab/longpolling/PollHub.java',
    'lab/sse/SseHub.java',
    'lab/websocket/WebSocketHub.java',
    'lab/socketio/demo/FeedHub.java',
    'lab/comparison/ComparisonServer.java',
  ],
});

// One name for all: the server counts and copies the traffic of this page by it.
const name = `page-${Math.random().toString(36).slice(2, 10)}`;
const byId = (id) => document.getElementById(id);

const lanes = TRANSPORTS.map((id) => ({ id, transport: id, label: laneLabel(id) }));
const swimlane = new Swimlane(byId('swimlane'), { lanes, seconds: 10 });
const chart = new LatencyChart(byId('chart'));
const raw = new RawBytes(byId('raw'), name);
const figures = Object.fromEntries(TRANSPORTS.map((id) => [id, new Figures()]));
const clients = Object.fromEntries(
  TRANSPORTS.map((id) => [id, CLIENTS[id]({ client: name })]),
);
const columns = TRANSPORTS.map(
  (id) => new Column(byId('columns'), clients[id], figures[id]),
);
const table = new FiguresTable(byId('table'), figures);
const controls = new Controls(byId('controls'), {
  intervalMillis: INTERVAL_MILLIS,
  onInterval(millis) {
    clients.polling.intervalMillis = millis;
  },
  onRestart() {
    Object.values(figures).forEach((one) => one.restart());
    chart.clear();
    TRANSPORTS.forEach((id) => swimlane.setNote(id, ''));
  },
});

// A server that was started anew has another simulator.
clients.sse.addEventListener('trace', ({ detail }) => {
  if (detail.kind === 'resume') {
    controls.learn();
  }
});

for (const column of columns) {
  const { transport } = column;
  clients[transport].addEventListener('trace', ({ detail }) => {
    const millis = detail.kind === 'notification' ? latencyOf(detail) : undefined;
    figures[transport].add(detail, millis);
    swimlane.add(transport, detail);
    column.add(detail, millis);
    if (millis !== undefined && !detail.duplicate) {
      chart.add(transport, detail.at, millis);
    }
  });
}

byId('swimlane').addEventListener('select', ({ detail: { lane, cursor } }) => {
  if (cursor) {
    raw.select(lane, cursor);
  }
});
byId('raw').addEventListener('select', ({ detail: { transport, cursor } }) => {
  if (cursor) {
    swimlane.selectCursor(cursor, transport);
  }
});

onLanguage(() => {
  for (const id of TRANSPORTS) {
    swimlane.rename(id, laneLabel(id));
  }
  show();
});
setInterval(show, SHOW_MILLIS);
setInterval(countTraffic, TRAFFIC_MILLIS);
show();

// The copy of the bytes first, so that the handshakes are in it.
await raw.opened;
const forAll = (action) => () => Object.values(clients).forEach(action);
forAll((client) => client.start())();
// A page that is left says so, instead of leaving connections to time out.
addEventListener(
  'pagehide',
  forAll((client) => client.stop()),
);
addEventListener(
  'pageshow',
  ({ persisted }) => persisted && forAll((client) => client.start())(),
);

function show() {
  columns.forEach((column) => column.show());
  table.show();
  chart.show();
  for (const id of TRANSPORTS.filter((each) => figures[each].arrived > 0)) {
    swimlane.setNote(id, duration(figures[id].median));
  }
  showBudget();
  const worst = ['stopped', 'offline', 'waiting', 'connecting', 'idle', 'open'].find(
    (state) => Object.values(clients).some((client) => client.state === state),
  );
  page.setState(worst);
}

/** On a phone a lane has its figures behind its name. */
function laneLabel(id) {
  return t(hasText(`lane.${id}`) ? `lane.${id}` : `transport.${id}`);
}

/** By the browser's wall clock at the moment of arrival. */
function latencyOf({ at, notification }) {
  return latency(notification.publishedAt, Date.now() - (performance.now() - at));
}

async function countTraffic() {
  if (document.hidden) {
    return;
  }
  try {
    const response = await fetch(`/traffic?client=${name}`, { cache: 'no-store' });
    const { transports } = await response.json();
    for (const [id, counted] of Object.entries(transports)) {
      if (figures[id]) {
        figures[id].traffic = counted;
      }
    }
  } catch {
    // the server is away: the columns say so, and the figures stay as they are
  }
}

function showBudget() {
  const held = {
    longpolling: clients.longpolling.state === 'open',
    sse: clients.sse.state === 'open',
    'socketio-polling': clients['socketio-polling'].state === 'open',
    raw: raw.isOpen,
  };
  const words = t('budget.now', {
    held: Object.values(held).filter(Boolean).length,
    count: ['websocket', 'socketio-websocket'].filter(
      (id) => clients[id].state === 'open',
    ).length,
  });
  if (byId('budget').textContent !== words) {
    // nothing is redrawn that has not changed
    byId('budget').textContent = words;
    drawConnections(byId('slots'), held);
  }
}

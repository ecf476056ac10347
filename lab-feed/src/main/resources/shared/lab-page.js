/**
 * What the pages of the three labs share: the skeleton, and the lines between client,
 * swimlane, feed, wire and controls. A page says only what its transport changes.
 */
import { labControls } from './lab-controls.js';
import { FeedList } from './lab-feed-list.js';
import sharedTexts from './lab-page-texts.js';
import { Sentences, causeText, latency } from './lab-sentences.js';
import { duration, language, number, onLanguage, register, t } from './i18n.js';
import { startPage } from './page.js';
import { Swimlane } from './swimlane.js';
import { WireView } from './wire-view.js';

const STATE_SIGNS = {
  idle: '○', connecting: '◌', open: '●', waiting: '…', offline: '○', stopped: '✕',
};
const LOG_LENGTH = 200;
/** A screen reader is told at most this often; what it missed it gets as a number. */
const ANNOUNCE_MILLIS = 5_000;
const LATENCIES_KEPT = 1_000;

/**
 * Starts a lab page.
 *
 * `clients` are the ways to read that can be chosen, the first one from the start:
 * `{ key, grammar, create(options) }`, with a text `client.<key>` for each.
 */
export async function startLab({ texts, transport, sources, clientSources, clients }) {
  register(sharedTexts);
  register(texts);
  document.querySelector('main').append(...await skeleton());
  const page = startPage({ title: 'title', sources });
  new LabPage(page, { transport, clients, clientSources }).start();
}

async function skeleton() {
  const response = await fetch('/shared/lab-page.html');
  const html = new DOMParser().parseFromString(await response.text(), 'text/html');
  return html.body.children;
}

class LabPage {

  /** The name under which the server knows this page's connections. */
  id = `page-${Math.random().toString(36).slice(2, 10)}`;
  client;

  #page;
  #clients;
  #numbers = { request: 0, wire: 0 };
  #swimlane;
  #wire;
  #feed;
  #sentences;
  #latencies = [];
  #latest; // the trace event that the sentence is about
  #counts = { requests: 0, notifications: 0, duplicates: 0 };
  #unannounced = 0;
  #announcing;

  constructor(page, { transport, clients, clientSources }) {
    this.#page = page;
    this.#clients = clients;
    this.#sentences = new Sentences(() => this.client.transport);
    const lane = { id: 'lane', transport, label: t(`transport.${transport}`) };
    this.#swimlane = new Swimlane(element('swimlane'), { lanes: [lane], seconds: 15 });
    this.#wire = new WireView(element('wire'), { grammar: clients[0].grammar });
    this.#feed = new FeedList(element('feed'), element('feed-empty'), wire => {
      this.#swimlane.select(wire);
      this.#wire.select(wire);
    });
    element('swimlane').addEventListener('select',
      ({ detail }) => this.#wire.select(detail.wire));
    element('wire').addEventListener('select',
      ({ detail }) => this.#swimlane.select(detail.wire));
    showClientSources(clientSources);
  }

  start() {
    this.choose(this.#clients[0].key);
    labControls(this, this.#clients);
    onLanguage(() => this.#showLatest());
    // A page that is left says so, instead of leaving a connection to time out.
    addEventListener('pagehide', () => this.client.stop());
    addEventListener('pageshow', ({ persisted }) => persisted && this.client.start());
  }

  /** Reads on with another client, from where the one before stopped. */
  choose(key) {
    const before = this.client;
    before?.stop();
    this.client = this.#clients.find(each => each.key === key).create({
      client: this.id,
      after: before?.cursor,
      numbers: this.#numbers,
    });
    this.client.addEventListener('trace', ({ detail }) => this.#take(detail));
    this.client.start();
    document.dispatchEvent(new Event('client'));
  }

  #take(detail) {
    const told = detail.cause ? { ...detail, ...translated(detail) } : detail;
    this.#swimlane.add('lane', told);
    this.#wire.add(told);
    this.#count(detail);
    if (detail.kind === 'notification' && !detail.duplicate) {
      this.#feed.add(detail.notification, detail);
    }
    if (detail.kind === 'state') this.#showState(detail);
    const sentence = this.#sentences.of(detail);
    if (sentence) {
      this.#latest = detail;
      this.#showLatest();
      this.#log(detail, sentence);
      this.#announce(detail, sentence);
    }
    document.dispatchEvent(new CustomEvent('told', { detail }));
  }

  #count({ kind, notification, duplicate, at }) {
    if (kind === 'request') this.#counts.requests += 1;
    if (kind === 'notification') {
      this.#counts[duplicate ? 'duplicates' : 'notifications'] += 1;
      if (!duplicate) this.#latencies.push(latency(notification, at));
      if (this.#latencies.length > LATENCIES_KEPT) this.#latencies.shift();
    }
    if (kind === 'request' || kind === 'notification') this.#showCounts();
  }

  #showCounts() {
    for (const [name, count] of Object.entries(this.#counts)) {
      element(`count-${name}`).textContent = number(count);
    }
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    element('count-latency').textContent =
      median === undefined ? '–' : duration(median);
  }

  #showState({ state }) {
    element('state-sign').textContent = STATE_SIGNS[state];
    element('state').textContent = t(`state.${state}`);
    document.body.dataset.state = state;
    this.#page.setState(state);
  }

  #showLatest() {
    element('sentence').textContent = this.#sentences.of(this.#latest);
    element('state').textContent = t(`state.${this.client.state}`);
    this.#showCounts();
  }

  #log({ at }, sentence) {
    const entry = document.createElement('li');
    const time = document.createElement('time');
    time.textContent = new Date(performance.timeOrigin + at)
      .toLocaleTimeString(language);
    entry.append(time, ` ${sentence}`);
    const log = element('log');
    log.prepend(entry);
    if (log.childElementCount > LOG_LENGTH) log.lastElementChild.remove();
  }

  /** States are said at once, notifications gathered, heartbeats never. */
  #announce({ kind }, sentence) {
    if (kind === 'state' || kind === 'reset' || kind === 'resume') {
      element('announcement').textContent = sentence;
    } else if (kind === 'notification') {
      this.#unannounced += 1;
      this.#announcing ??= setTimeout(() => {
        const count = this.#unannounced;
        element('announcement').textContent = t('say.arrived', { count });
        this.#unannounced = 0;
        this.#announcing = undefined;
      }, ANNOUNCE_MILLIS);
    }
  }
}

/** The pictures show a trace event's text as it is: so in the reader's language. */
function translated(detail) {
  const text = causeText(detail);
  return detail.kind === 'end' ? { detail: text } : { reason: text };
}

function showClientSources(files) {
  element('client-code').replaceChildren(...files.map(file => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = `/shared/client/${file}`;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = file;
    const what = document.createElement('span');
    what.dataset.i18n = `source.${file}`;
    what.textContent = t(`source.${file}`);
    item.append(link, ' ', what);
    return item;
  }));
}

function element(id) {
  return document.getElementById(id);
}

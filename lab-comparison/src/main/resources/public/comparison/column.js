/** The column of one transport: what arrived, its figures, why, and its buttons. */
import { bytes, duration, fill, number, onLanguage, t } from '/shared/i18n.js';
import { markerIcon } from '/shared/swimlane-shapes.js';
import { actionButton, element } from './elements.js';
import { sentence } from './sentences.js';

const LATEST = 5;

export class Column {
  #client;
  #figures;
  #parts = {};
  #latest = [];
  #waiting = {};

  constructor(host, client, figures) {
    this.#client = client;
    this.#figures = figures;
    this.transport = client.transport;
    host.append(this.#build());
    onLanguage(() => this.show());
  }

  /** Takes one trace event of this column's client. */
  add(
    { kind, state, delayMillis, attempt, at, notification, duplicate },
    latencyMillis,
  ) {
    if (kind === 'state') {
      this.#waiting = { state, attempt, until: at + (delayMillis ?? 0) };
    } else if (kind === 'notification' && !duplicate) {
      this.#latest.unshift({ notification, latencyMillis });
      this.#latest.length = Math.min(this.#latest.length, LATEST);
    }
  }

  /** Writes the figures as they are now. */
  show() {
    const figures = this.#figures;
    const { traffic } = figures;
    const parts = this.#parts;
    const measured = figures.latencies.length > 0;
    parts.state.textContent = t(`state.${this.#client.state}`);
    parts.state.dataset.state = this.#client.state;
    parts.median.textContent = measured ? duration(figures.median) : '–';
    parts.p99.textContent = measured
      ? t('column.p99', { p99: figures.p99 })
      : t('column.measuring');
    parts.arrived.textContent = number(figures.arrived);
    parts.requests.textContent = number(traffic.requests);
    parts.up.textContent = bytes(traffic.bytesUp);
    parts.down.textContent = bytes(traffic.bytesDown);
    parts.perNotification.textContent = measured
      ? `↑ ${bytes(figures.upPerNotification)}  ↓ ${bytes(figures.downPerNotification)}`
      : '–';
    const { key, parameters } = sentence(this.transport, {
      figures,
      state: this.#client.state,
      intervalMillis: this.#client.intervalMillis,
      waitMillis: Math.max(0, this.#waiting.until - performance.now()),
      attempt: this.#waiting.attempt,
    });
    parts.sentence.textContent = t(key, parameters);
    parts.latest.replaceChildren(...this.#latest.map(arrival));
    this.#nameOfflineButton();
  }

  #build() {
    const { transport } = this;
    const parts = this.#parts;
    const article = element('article', `column transport-${transport}`);
    const heading = element('h2', 'transport-name');
    heading.append(
      markerIcon(transport),
      element('span', '', `transport.${transport}`),
    );
    parts.state = element('span', 'state');
    const header = element('header', 'column-header');
    header.append(heading, parts.state);

    const big = element('p', 'figure');
    parts.median = element('strong', 'figure-value');
    parts.p99 = element('span', 'figure-more');
    big.append(
      parts.median,
      element('span', 'figure-name', 'column.median'),
      parts.p99,
    );

    const list = element('dl', 'figures');
    for (const name of ['perNotification', 'requests', 'arrived', 'up', 'down']) {
      parts[name] = element('dd');
      const pair = element('div', `figure-${name}`);
      pair.append(element('dt', '', `column.${name}`), parts[name]);
      list.append(pair);
    }

    parts.sentence = element('p', 'sentence');
    parts.expect = element('p', 'expect');
    parts.expect.setAttribute('role', 'status');
    parts.latest = element('ul', 'latest');
    article.append(
      header,
      big,
      parts.sentence,
      list,
      this.#buttons(),
      parts.expect,
      element('h3', '', 'column.latest'),
      parts.latest,
    );
    fill(article);
    return article;
  }

  #buttons() {
    const row = element('div', 'tools');
    const { expect } = this.#parts;
    this.#parts.offline = actionButton('column.offline', expect, () =>
      this.#toggleOffline(),
    );
    row.append(
      actionButton('column.send', expect, () => this.#send(), {
        expect: () =>
          t('column.send.expect', { how: t(`column.send.${this.transport}`) }),
      }),
      actionButton('column.drop', expect, () => this.#drop()),
      this.#parts.offline,
    );
    return row;
  }

  async #send() {
    const { cursor } = await this.#client.publish({
      topic: 'comparison',
      severity: 'info',
      title: t('sent.title', { transport: t(`transport.${this.transport}`) }),
      body: t('sent.body'),
    });
    return t('column.send.done', { cursor });
  }

  async #drop() {
    if (this.transport === 'polling') {
      return t('column.drop.none'); // no connection is in use between two questions
    }
    const { status } = await fetch(
      `/clients/${this.#client.client}?transport=${this.transport}`,
      { method: 'DELETE' },
    );
    return t(status === 204 ? 'column.drop.done' : 'column.drop.none');
  }

  #toggleOffline() {
    if (this.#client.state === 'offline') {
      this.#client.goOnline();
      return t('column.online.done');
    }
    this.#client.goOffline();
    return t('column.offline.done');
  }

  #nameOfflineButton() {
    const key = this.#client.state === 'offline' ? 'column.online' : 'column.offline';
    const button = this.#parts.offline;
    if (button.dataset.i18n !== key) {
      button.dataset.i18n = key;
    }
    if (button.textContent !== t(key)) {
      button.textContent = t(key);
      button.title = t(`${key}.expect`);
    }
  }
}

function arrival({ notification, latencyMillis }) {
  const item = element('li', `severity-${notification.severity}`);
  const title = element('span', 'latest-title');
  title.textContent = notification.title;
  const how = element('span', 'latest-how');
  how.textContent = `${notification.topic} · ${duration(latencyMillis)}`;
  item.append(title, how);
  return item;
}

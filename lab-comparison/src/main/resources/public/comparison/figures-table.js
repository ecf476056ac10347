/** The figures as a table, and as a file for a spreadsheet. */
import { number, onLanguage, t } from '/shared/i18n.js';
import { markerIcon } from '/shared/swimlane-shapes.js';
import { element } from './elements.js';
import { TRANSPORTS, csv } from './figures.js';

const COLUMNS = {
  arrived: (figures) => figures.arrived,
  median: (figures) => figures.median,
  p99: (figures) => figures.p99,
  requests: (figures) => figures.traffic.requests,
  bytesUp: (figures) => figures.traffic.bytesUp,
  bytesDown: (figures) => figures.traffic.bytesDown,
  upPerNotification: (figures) => figures.upPerNotification,
  downPerNotification: (figures) => figures.downPerNotification,
  duplicates: (figures) => figures.duplicates,
  gaps: (figures) => figures.gaps,
};

export class FiguresTable {
  #figures;
  #cells = new Map();

  /** @param {Object<string, Figures>} figures by transport */
  constructor(host, figures) {
    this.#figures = figures;
    const table = element('table', 'striped');
    table.append(this.#head(), this.#body());
    const download = element('button', 'tool', 'table.download');
    download.type = 'button';
    download.addEventListener('click', () => this.#download());
    host.append(table, download);
    onLanguage(() => this.show());
  }

  show() {
    for (const [transport, cells] of this.#cells) {
      Object.entries(COLUMNS).forEach(([, read], index) => {
        const value = read(this.#figures[transport]);
        cells[index].textContent = Number.isFinite(value) ? number(value) : '–';
      });
    }
  }

  #head() {
    const head = element('thead');
    const row = element('tr');
    row.append(
      ...['transport', ...Object.keys(COLUMNS)].map((name) => {
        const cell = element('th', '', `table.${name}`);
        cell.scope = 'col';
        return cell;
      }),
    );
    head.append(row);
    return head;
  }

  #body() {
    const body = element('tbody');
    for (const transport of TRANSPORTS) {
      const row = element('tr', `transport-${transport}`);
      const name = element('th', 'transport-name');
      name.scope = 'row';
      name.append(markerIcon(transport), element('span', '', `transport.${transport}`));
      const cells = Object.keys(COLUMNS).map(() => element('td'));
      row.append(name, ...cells);
      body.append(row);
      this.#cells.set(transport, cells);
    }
    return body;
  }

  #download() {
    const rows = TRANSPORTS.map((transport) => [
      t(`transport.${transport}`),
      ...Object.values(COLUMNS).map((read) => read(this.#figures[transport])),
    ]);
    const head = ['transport', ...Object.keys(COLUMNS)].map((name) =>
      t(`table.${name}`),
    );
    const link = document.createElement('a');
    const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
    link.href = URL.createObjectURL(
      new Blob([csv([head, ...rows])], { type: 'text/csv' }),
    );
    link.download = `comparison-${time}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}

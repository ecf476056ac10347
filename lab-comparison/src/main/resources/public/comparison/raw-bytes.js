/** The bytes of every transport side by side, as the server saw them on its sockets. */
import { t } from '/shared/i18n.js';
import { markerIcon } from '/shared/swimlane-shapes.js';
import { WireView } from '/shared/wire-view.js';
import { element } from './elements.js';
import { TRANSPORTS } from './figures.js';

/**
 * Few and short: at 50 notifications a second the picture must not disturb the figures.
 */
const KEEP_ENTRIES = 30;
const KEEP_CHARACTERS = 1500;
/** Without the copy the page still works: it does not wait for it longer than this. */
const PATIENCE_MILLIS = 1500;
const AGAIN_MILLIS = 3000;

export class RawBytes {
  #source;
  #views = new Map();

  /**
   * Fires `select` on `host` with `{ transport, cursor }`.
   *
   * @param {string} client whose bytes are asked for
   */
  constructor(host, client) {
    for (const transport of TRANSPORTS) {
      const column = element('section', `transport-${transport}`);
      const heading = element('h3', 'transport-name');
      heading.append(
        markerIcon(transport),
        element('span', '', `transport.${transport}`),
      );
      const place = element('div');
      column.append(heading, place);
      host.append(column);
      const view = new WireView(place, {
        grammar: 'frames',
        content: transport.startsWith('socketio') ? 'socketio' : 'json',
        limit: KEEP_ENTRIES,
        characters: KEEP_CHARACTERS,
        label: t(`transport.${transport}`),
      });
      place.addEventListener('select', ({ detail: { cursor } }) => {
        host.dispatchEvent(
          new CustomEvent('select', { detail: { transport, cursor } }),
        );
      });
      this.#views.set(transport, view);
    }
    this.opened = new Promise((resolve) => {
      this.#open(`/wire?client=${client}`, resolve);
      setTimeout(resolve, PATIENCE_MILLIS);
    });
  }

  #open(url, onOpen) {
    const source = new EventSource(url);
    this.#source = source;
    source.addEventListener('open', onOpen, { once: true });
    source.addEventListener('chunk', ({ data }) => {
      const chunk = JSON.parse(data);
      this.#views.get(chunk.transport)?.addBytes(chunk);
    });
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) {
        // it gives up for good after a 503, as a stopping server answers
        setTimeout(() => this.#open(url, onOpen), AGAIN_MILLIS);
      }
    });
  }

  get isOpen() {
    return this.#source.readyState === EventSource.OPEN;
  }

  /** Marks the bytes that carry this cursor. */
  select(transport, cursor) {
    this.#views.get(transport)?.selectText(`"cursor":"${cursor}"`);
  }
}

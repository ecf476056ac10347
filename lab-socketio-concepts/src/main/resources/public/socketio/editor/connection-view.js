/** The connection of this page: its packets, its swimlane, and what was counted. */
import { duration, number, t } from '/shared/i18n.js';
import { PacketList } from '/shared/packet-list.js';
import { Swimlane } from '/shared/swimlane.js';
import { ConnectionTrace } from '../connection-trace.js';

const ANSWERS_KEPT = 1_000;
const LANE = 'me';

export class ConnectionView {

  #replica;
  #swimlane;
  #events = 0;
  #answers = []; // milliseconds from an event to its acknowledgement

  constructor(manager, replica) {
    this.#replica = replica;
    const packets = new PacketList(element('packets'));
    this.#swimlane = new Swimlane(element('swimlane'), {
      lanes: [{ id: LANE, transport: 'socketio', label: t('editor.lane') }],
      seconds: 30,
      published: false,
    });
    new ConnectionTrace(manager, told => this.#swimlane.add(LANE, told),
      (event, detail) => this.#asNotification(event, detail));
    manager.on('packet', packet => {
      packets.add(withoutSecrets(packet));
      if (packet.packet?.type === 'EVENT') this.#events += 1;
      this.#show();
    });
    replica.addEventListener('answer', ({ detail: { millis } }) => {
      this.#answers.push(millis);
      this.#answers.splice(0, this.#answers.length - ANSWERS_KEPT);
      this.#show();
    });
    replica.addEventListener('pending', () => this.#show());
    this.#show();
  }

  translate() {
    this.#swimlane.rename(LANE, t('editor.lane'));
    this.#show();
  }

  #show() {
    const sorted = [...this.#answers].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    element('count-pending').textContent = number(this.#replica.pending);
    element('count-events').textContent = number(this.#events);
    element('count-answer').textContent = median === undefined ? '–' : duration(median);
  }

  /** An event, as if it were one of the feed; the many places of people are left out. */
  #asNotification(event, detail) {
    if (event === 'cursor' || event === 'drawing') return undefined;
    const author = this.#replica.people.find(({ site }) => site === detail?.site)?.name;
    return { title: author ?? '' };
  }
}

/** Who reads them over a shoulder, or in a recording, could come in, or come in as us. */
function withoutSecrets(packet) {
  const { engine } = packet;
  const raw = typeof engine.raw === 'string'
    ? engine.raw.replaceAll(/("(?:token|key)":"[^"]{4})[^"]*/g, '$1…') : engine.raw;
  return { ...packet, engine: { ...engine, raw } };
}

function element(id) {
  return document.getElementById(id);
}

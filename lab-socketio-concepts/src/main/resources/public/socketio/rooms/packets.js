/** The packets of all connections of this page, or of one of them. */
import { onLanguage, t } from '/shared/i18n.js';
import { PacketList } from '/shared/packet-list.js';
import { element, keep, write } from './keep.js';

/** Kept, so that there is something to see when another connection is chosen. */
const KEEP = 400;
const ALL = 'clients';
const PAGE = 'page';

export class Packets {

  #select;
  #list;
  #kept = []; // { whose, packet }
  #names = [];

  constructor(select, host) {
    this.#select = select;
    this.#list = new PacketList(host);
    select.addEventListener('change', () => this.#refill());
    onLanguage(() => this.show(this.#names));
    this.show([]);
  }

  /** `names` of the clients that there are. */
  show(names) {
    this.#names = names;
    keep(this.#select, [ALL, ...names, PAGE], String, () => element('option'),
      (option, whose) => {
        option.value = whose;
        write(option, whose === ALL || whose === PAGE ? t(`whose.${whose}`) : whose);
      });
  }

  /** `whose` is a client's name; the page's own if undefined. */
  add(packet, whose = PAGE) {
    const entry = { whose, packet: { ...packet, client: whose === PAGE ? undefined : whose } };
    this.#kept.push(entry);
    if (this.#kept.length > KEEP) this.#kept.shift();
    if (this.#isChosen(entry)) this.#list.add(entry.packet);
  }

  #isChosen({ whose }) {
    const chosen = this.#select.value;
    return chosen === whose || (chosen === ALL && whose !== PAGE);
  }

  #refill() {
    this.#list.clear();
    this.#kept.filter(entry => this.#isChosen(entry))
      .forEach(({ packet }) => this.#list.add(packet));
  }
}

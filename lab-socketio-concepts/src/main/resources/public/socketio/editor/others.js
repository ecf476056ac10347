/** Who is here, and where: carets in the text, pointers on the board. */
import { t } from '/shared/i18n.js';

const TELL_MILLIS = 50;
/** What may be lost is told once more, if nothing newer has come meanwhile. */
const AGAIN_MILLIS = 1_000;

export class Others {

  #list;
  #replica;
  #cursors = new Map(); // by site: { caret } or { pointer } or neither
  #changed;
  #say;
  #timer;
  #again;
  #next; // what is to be told of our own place

  /**
   * @param changed called when somebody moved: `changed({ carets, pointers })`
   * @param say called with what a screen reader is to say
   */
  constructor(list, replica, { changed, say }) {
    this.#list = list;
    this.#replica = replica;
    this.#changed = changed;
    this.#say = say;
    let before = new Map();
    replica.addEventListener('people', () => {
      const now = new Map(replica.people.map(({ site, name }) => [site, name]));
      this.#sayWhoCame(before, now);
      before = now;
      [...this.#cursors.keys()].filter(site => !now.has(site))
        .forEach(site => this.#cursors.delete(site));
      this.show();
    });
    replica.addEventListener('cursor', ({ detail: { site, ...place } }) => {
      this.#cursors.set(site, place);
      this.showPlaces();
    });
  }

  #sayWhoCame(before, now) {
    const mine = this.#replica.site;
    if (!before.has(mine)) return; // we came ourselves
    const came = [...now].filter(([site]) => !before.has(site));
    const went = [...before].filter(([site]) => !now.has(site) && site !== mine);
    came.forEach(([, name]) => this.#say(t('people.came', { name })));
    went.forEach(([, name]) => this.#say(t('people.went', { name })));
  }

  /** Tells the others where we are: at most twenty times a second, and only the latest. */
  moved(place) {
    this.#next = place;
    clearTimeout(this.#again);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
      this.#again = setTimeout(() => this.#tell(), AGAIN_MILLIS);
    }, TELL_MILLIS);
  }

  #tell() {
    this.#replica.sign('cursor', this.#next);
  }

  show() {
    const { people, site: mine } = this.#replica;
    this.#list.replaceChildren(...people.map(({ site, name }) => {
      const item = document.createElement('li');
      item.className = `person-${site % 6}`;
      item.textContent = site === mine ? t('people.me', { name, site })
        : t('people.other', { name, site });
      return item;
    }));
    this.showPlaces();
  }

  /** The places in the text move with its characters. */
  showPlaces() {
    const { people, text } = this.#replica;
    const names = new Map(people.map(({ site, name }) => [site, name]));
    const seen = [...this.#cursors].filter(([site]) => names.has(site))
      .map(([site, place]) => ({ site, name: names.get(site), ...place }));
    this.#changed({
      carets: seen.filter(({ caret }) => caret)
        .map(other => ({ ...other, place: text.indexOf(other.caret) }))
        .filter(({ place }) => place !== undefined),
      pointers: seen.filter(({ pointer }) => pointer),
    });
  }
}

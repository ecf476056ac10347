/** One sentence for everything that happens; the newest first. */
import { language, onLanguage, t } from '/shared/i18n.js';
import { element } from './keep.js';

const KEEP = 100;

export class Log {

  #host;
  #sentence;
  #announcement;
  #entries = []; // { at, key, values }, newest first

  constructor(host, sentence, announcement) {
    this.#host = host;
    this.#sentence = sentence;
    this.#announcement = announcement;
    onLanguage(() => this.#showAll());
  }

  /** `isNews` is read out to who does not see the page; the others would be too many. */
  say(key, values = {}, isNews = false) {
    const entry = { at: new Date(), key, values };
    this.#entries.unshift(entry);
    this.#host.prepend(line(entry));
    while (this.#entries.length > KEEP) {
      this.#entries.pop();
      this.#host.lastElementChild.remove();
    }
    this.#sentence.textContent = wording(entry);
    if (isNews) this.#announcement.textContent = wording(entry);
  }

  #showAll() {
    this.#host.replaceChildren(...this.#entries.map(line));
    const [latest] = this.#entries;
    this.#sentence.textContent = latest ? wording(latest) : '';
  }
}

function wording({ key, values }) {
  return t(`say.${key}`, values);
}

function line(entry) {
  const time = element('time', '', entry.at.toLocaleTimeString(language));
  return element('li', '', time, ` ${wording(entry)}`);
}

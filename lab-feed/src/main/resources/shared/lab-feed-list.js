import { duration, language, onLanguage, t } from './i18n.js';
import { latency } from './lab-sentences.js';

const SHOWN = 100;

/** The notifications, newest first. Pressing one selects its bytes. */
export class FeedList {

  #list;
  #empty;
  #select;
  #shown = []; // { notification, source, when }, in the order of the list

  constructor(list, empty, select) {
    this.#list = list;
    this.#empty = empty;
    this.#select = select;
    onLanguage(() => this.#shown.forEach(showWhen));
  }

  add(notification, { at, wire }) {
    const { topic, severity, title, body, cursor } = notification;
    const button = part('button', 'feed-title', title);
    button.type = 'button';
    button.addEventListener('click', () => this.#select(wire));
    const shown = { notification, at, when: part('span', 'feed-when') };
    showWhen(shown);
    const head = part('p', 'feed-head');
    head.append(part('span', `severity severity-${severity}`, severity), button);
    const foot = part('p', 'feed-foot');
    foot.append(part('code', 'feed-topic', topic), ' ', shown.when, ' ',
      part('code', 'feed-cursor', cursor));
    const item = part('li', 'feed-item');
    item.append(head, part('p', 'feed-body', body), foot);
    this.#list.prepend(item);
    this.#shown.unshift(shown);
    if (this.#shown.length > SHOWN) {
      this.#list.lastElementChild.remove();
      this.#shown.pop();
    }
    this.#empty.hidden = true;
  }
}

function showWhen({ notification, at, when }) {
  when.textContent = t('feed.when', {
    time: new Date(notification.publishedAt).toLocaleTimeString(language),
    late: duration(latency(notification, at)),
  });
}

function part(name, className, text = '') {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  return node;
}

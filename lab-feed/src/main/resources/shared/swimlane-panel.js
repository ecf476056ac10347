/**
 * What stands below a swimlane: the legend, or instead of it what is explained just
 * now; the buttons; and, for screen readers only, what was lost and found again.
 */
import { fill, t } from './i18n.js';
import { svgElement } from './swimlane-shapes.js';

/** A screen reader is not told more often than this; what is overtaken is left out. */
const SAY_MILLIS = 4000;

export class SwimlanePanel {
  element = html('div', 'swimlane-foot');
  #tools = html('div', 'tools swimlane-tools');
  #legend = html('ul', 'swimlane-legend');
  #detail = html('div', 'swimlane-detail');
  #sentence = html('p');
  #bytes = html('pre');
  #live = html('p', 'visually-hidden');
  #waiting; // what will be said
  #timer;
  #saidAt = -SAY_MILLIS;

  constructor() {
    this.#bytes.tabIndex = 0; // scrolls by keyboard
    this.#live.setAttribute('aria-live', 'polite');
    this.#detail.hidden = true;
    this.#detail.append(this.#sentence, this.#bytes);
    this.element.append(this.#legend, this.#detail, this.#tools, this.#live);
  }

  /**
   * Adds a button named by the text `key`, or by `sign` with that text for its name.
   */
  addButton(key, action, sign) {
    const button = html('button', 'tool');
    button.type = 'button';
    button.textContent = sign ?? '';
    button.dataset.i18nAttributes = `title:${key}.title`;
    if (sign) {
      button.dataset.i18nAttributes += ` aria-label:${key}`;
    } else {
      button.dataset.i18n = key;
    }
    button.addEventListener('click', action);
    this.#tools.append(button);
    return button;
  }

  /** Writes all words in the language in use. */
  translate() {
    fill(this.element);
    this.#legend.replaceChildren(...legend());
  }

  /** Shows a sentence, and the raw text it is about; without a sentence the legend. */
  explain(sentence = '', transport = 'plain', raw = '') {
    this.#sentence.textContent = sentence;
    this.#bytes.textContent = raw;
    this.#bytes.hidden = raw === '';
    this.#detail.className = `swimlane-detail transport-${transport}`;
    this.#detail.hidden = sentence === '';
    this.#legend.hidden = sentence !== '';
  }

  /** Tells a screen reader, soon. */
  say(sentence) {
    this.#waiting = sentence;
    const pause = Math.max(0, this.#saidAt + SAY_MILLIS - performance.now());
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#saidAt = performance.now();
      this.#live.textContent = this.#waiting;
    }, pause);
  }
}

function legend() {
  return Object.entries(LEGEND).map(([name, shapes]) => {
    const item = html('li');
    const picture = svgElement('svg', {
      viewBox: '0 0 36 24',
      class: 'legend-picture transport-plain',
      'aria-hidden': 'true',
    });
    picture.append(
      ...shapes.map(([className, d]) => svgElement('path', { class: className, d })),
    );
    item.append(picture, t(`swimlane.legend.${name}`));
    return item;
  });
}

const LEGEND = {
  request: [
    ['bar-outline', 'M2 5H34V19H2Z'],
    ['bar-stream', 'M20 5H34V19H20Z'],
  ],
  notification: [['dot', 'M11.5 12A6.5 6.5 0 1 0 24.5 12A6.5 6.5 0 1 0 11.5 12Z']],
  late: [
    ['published-line', 'M4 2V22'],
    ['late', 'M4 12H24'],
    ['dot', 'M20 12A5 5 0 1 0 30 12A5 5 0 1 0 20 12Z'],
  ],
  sent: [['tick tick-up', 'M18 20V5M14 11L18 5L22 11']],
  heartbeat: [['tick tick-heartbeat', 'M12 3v8M24 13v8']],
  gap: [
    ['gap-line', 'M8 12H34'],
    ['gap-cross', 'M3 7l10 10m0-10l-10 10'],
  ],
  reset: [
    ['reset-line', 'M18 2V15'],
    ['reset-line', 'M18 19V22'],
  ],
  resume: [['resume-arrow', 'M30 20C30 2 8 2 8 18M4 12L8 18L13 13']],
};

function html(name, className = '') {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

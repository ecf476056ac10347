/** What is published: by hand, as a burst, or by the simulator at a rate. */
import { duration, number, onLanguage, t } from '/shared/i18n.js';
import { actionButton, ask, element } from './elements.js';

/** A slider's positions; steps that feel alike are not equally far apart. */
const RATES = [0, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
const LENGTHS = [0, 50, 100, 200, 500, 1000, 2000];
const INTERVALS = [250, 500, 1000, 2000, 5000, 10_000];
const GENTLE_RATE = 1;
const BURST = 20;

export class Controls {
  #rate;
  /** What the simulator is being told; null once it knows. */
  #wanted = null;
  #length;
  #quiet;
  #expect = element('p', 'expect');

  constructor(host, { intervalMillis, onInterval, onRestart }) {
    this.#expect.setAttribute('role', 'status');
    const buttons = element('div', 'tools');
    buttons.append(
      actionButton('control.publish', this.#expect, () => this.#publish(), {
        className: 'main-action',
      }),
      actionButton('control.burst', this.#expect, () => this.#burst(), {
        className: 'main-action',
      }),
      actionButton(
        'control.restart',
        this.#expect,
        () => {
          onRestart();
          return t('control.restart.done');
        },
        { className: 'main-action secondary' },
      ),
    );
    this.#rate = slider('control.rate', RATES, RATES[0], rateText, () =>
      this.#simulate(),
    );
    this.#length = slider(
      'control.payload',
      LENGTHS,
      100,
      (count) => t('control.payload.value', { count }),
      () => this.#simulate(),
    );
    const interval = slider(
      'control.interval',
      INTERVALS,
      intervalMillis,
      (millis) => duration(millis),
      onInterval,
    );
    interval.label.classList.add('transport-polling', 'transport-name');
    this.#quiet = this.#buildQuiet();
    host.append(
      this.#quiet,
      buttons,
      this.#rate.label,
      this.#length.label,
      interval.label,
      this.#expect,
    );
    this.learn().then(() => this.#startIfAsked());
  }

  /**
   * `?rate=1` starts a simulator that does not run: for a link that shows life at once.
   */
  #startIfAsked() {
    const rate = Number(new URLSearchParams(location.search).get('rate'));
    if (rate > 0 && this.#rate.value === 0) {
      this.#simulate(rate);
    }
  }

  /** The server says whether its simulator runs, and how. */
  async learn() {
    try {
      this.#took(await ask('GET', '/simulator'));
    } catch (error) {
      this.#expect.textContent = t('control.failed', { reason: error.message });
    }
  }

  /** One request at a time, and the last word counts: of two on their way, either may arrive first. */
  async #simulate(rate = this.#rate.value) {
    const isTelling = this.#wanted !== null;
    this.#wanted = { rate, bodyLength: this.#length.value };
    if (isTelling) {
      return;
    }
    let told;
    do {
      told = this.#wanted;
      try {
        const took = await ask('POST', '/simulator', told);
        if (told === this.#wanted) {
          this.#took(took);
        }
      } catch (error) {
        this.#expect.textContent = t('control.failed', { reason: error.message });
      }
    } while (told !== this.#wanted);
    this.#wanted = null;
  }

  #took({ rate, bodyLength }) {
    this.#rate.value = rate;
    this.#length.value = bodyLength;
    this.#quiet.hidden = rate > 0;
  }

  #buildQuiet() {
    const quiet = element('p', 'quiet');
    const start = element('button', 'main-action', 'comparison.start');
    start.type = 'button';
    start.addEventListener('click', () => this.#simulate(GENTLE_RATE));
    quiet.append(element('span', '', 'comparison.start.quiet'), ' ', start);
    quiet.hidden = true;
    return quiet;
  }

  async #publish() {
    const { cursor } = await ask('POST', '/notifications', {
      topic: 'comparison',
      severity: 'info',
      title: t('sent.title', { transport: 'POST' }),
      body: 'x'.repeat(this.#length.value),
    });
    return t('control.publish.done', { cursor });
  }

  async #burst() {
    await ask('POST', '/burst', { count: BURST, bodyLength: this.#length.value });
    return t('control.burst.done');
  }
}

function rateText(rate) {
  return rate === 0
    ? t('control.rate.none')
    : t('control.rate.value', { rate: number(rate) });
}

/** A labelled slider over `steps`; `text` words a value, `onChange` hears it. */
function slider(key, steps, initial, text, onChange) {
  const label = element('label', 'slider');
  const input = element('input');
  const output = element('output');
  Object.assign(input, { type: 'range', min: 0, max: steps.length - 1, step: 1 });
  // Said outright: else the label would name the first it holds, which is the output.
  input.id = key.replace('.', '-');
  label.htmlFor = input.id;
  label.append(element('span', '', key), output, input);
  const made = {
    label,
    get value() {
      return steps[input.value];
    },
    set value(value) {
      input.value = nearest(steps, value);
      show();
    },
  };
  const show = () => {
    output.textContent = text(made.value);
    input.setAttribute('aria-valuetext', output.textContent);
  };
  input.addEventListener('input', show);
  input.addEventListener('change', () => onChange(made.value));
  onLanguage(show);
  made.value = initial;
  return made;
}

function nearest(steps, value) {
  return steps.reduce(
    (best, step, index) =>
      Math.abs(step - value) < Math.abs(steps[best] - value) ? index : best,
    0,
  );
}

import { causeText } from './lab-sentences.js';
import { onLanguage, t } from './i18n.js';

const BURST = { count: 20, bodyLength: 100 };
const STEADY_MILLIS = 2_000;
/** After this time a cut that nobody noticed was hidden by the browser. */
const UNNOTICED_MILLIS = 1_000;
/** What arrives within this time is told as one number. */
const TELL_MILLIS = 300;
/** What the page publishes by itself, in turn. */
const SAMPLES = [
  { topic: 'orders', severity: 'info', title: 'Order 1043 paid', body: '34.90' },
  { topic: 'builds', severity: 'warning', title: 'Build 812 is slow', body: '9 min' },
  { topic: 'sensors', severity: 'info', title: 'Room 4: 21.5 °C', body: '' },
  { topic: 'security', severity: 'critical', title: '5 failed logins', body: 'root' },
];

/** The verbs below the picture: each says what to expect, then what happened. */
export function labControls(lab, clients) {
  const publish = new PublishForm(lab);
  const controls = [burst, drop, offline, reading, steady].map(make => make(lab));
  if (clients.length > 1) controls.push(choice(lab, clients));
  publish.form.after(...controls.map(({ element }) => element));

  const refresh = () => controls.forEach(control => control.refresh());
  document.addEventListener('told', ({ detail }) => {
    if (detail.kind === 'state') refresh();
  });
  document.addEventListener('client', refresh);
  onLanguage(() => {
    refresh();
    publish.refresh();
  });
  refresh();
}

/** One control: a button, what to expect of it, and what came of it. */
class Control {

  constructor(name, press) {
    this.name = name;
    this.element = node('div', 'control');
    this.button = node('button');
    this.button.type = 'button';
    this.expectation = node('p', 'expect');
    this.expectation.id = `${name}-expect`;
    this.button.setAttribute('aria-describedby', this.expectation.id);
    this.outcome = node('output');
    const paragraph = node('p', 'outcome');
    paragraph.append(this.outcome);
    this.element.append(this.button, this.expectation, paragraph);
    this.button.addEventListener('click', async () => {
      try {
        await press();
      } catch (error) {
        this.tell(() => t('outcome.failed', { reason: error.message }));
      }
    });
  }

  /** The text of the button and what to expect, by key. */
  show(key, { disabled = false } = {}) {
    this.button.textContent = t(`${key}.verb`);
    this.button.disabled = disabled;
    this.expectation.textContent = t(`${key}.expect`, BURST);
    this.outcome.textContent = this.words?.() ?? '';
  }

  /** What happened; a function, so that it can be said again in another language. */
  tell(words) {
    this.words = words;
    this.outcome.textContent = words();
  }
}

// ---- publishing

class PublishForm {

  constructor(lab) {
    this.lab = lab;
    this.form = document.getElementById('publish');
    this.outcome = document.getElementById('publish-outcome');
    this.form.addEventListener('submit', event => {
      event.preventDefault();
      this.#publish();
    });
  }

  async #publish() {
    const fields = new FormData(this.form);
    const draft = Object.fromEntries(['topic', 'severity', 'title', 'body']
      .map(name => [name, fields.get(name)]));
    const { client } = this.lab;
    this.#mark(undefined);
    const published = client.publish(draft);
    const queued = client.queueLength;
    this.#tell(() => (queued > 0 ? t('publish.queued', { count: queued })
      : t('publish.sending')));
    try {
      const { cursor } = await published;
      this.#tell(() => t('publish.done', { cursor }));
    } catch (error) {
      this.#mark(error.problem?.field);
      this.#tell(() => refusal(error));
    }
  }

  #mark(field) {
    for (const input of this.form.elements) {
      if (!input.name) continue;
      if (input.name !== field) {
        input.removeAttribute('aria-invalid');
        continue;
      }
      input.setAttribute('aria-invalid', 'true');
      const details = input.closest('details');
      if (details) details.open = true;
    }
  }

  #tell(words) {
    this.words = words;
    this.refresh();
  }

  refresh() {
    this.outcome.textContent = this.words?.() ?? '';
  }
}

function refusal(error) {
  if (error.problem) {
    return t('publish.problem',
      { status: String(error.problem.status), detail: error.message });
  }
  const { cause, values, message } = error;
  const reason = causeText({ cause, values, reason: message });
  return error.unknown ? t('publish.unknown', { reason })
    : t('publish.notSent', { reason });
}

// ---- the other verbs

function burst() {
  const control = new Control('burst', async () => {
    const response = await fetch('/burst', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(BURST),
    });
    const told = response.ok ? 'burst.done' : 'burst.refused';
    control.tell(() => t(told, { status: String(response.status), ...BURST }));
  });
  control.refresh = () => control.show('burst');
  return control;
}

function drop(lab) {
  const control = new Control('drop', async () => {
    const { transport } = lab.client;
    if (transport === 'polling' || lab.client.state !== 'open') {
      control.tell(() => t('drop.nothing'));
      return;
    }
    let noticed = false;
    whenOpened(() => {
      noticed = true;
      countMissed(count => control.tell(() => t('drop.done', { count })), Date.now());
    });
    const { status } = await fetch(`/clients/${lab.id}?transport=${transport}`,
      { method: 'DELETE' });
    if (status === 404) {
      control.tell(() => t('drop.nothing'));
      return;
    }
    if (!noticed) control.tell(() => t('drop.cut'));
    setTimeout(() => {
      const calm = !noticed && lab.client.state === 'open';
      if (calm) control.tell(() => t('drop.unnoticed'));
    }, UNNOTICED_MILLIS);
  });
  control.refresh = () => control.show('drop');
  return control;
}

function offline(lab) {
  const control = new Control('offline', () => {
    if (lab.client.state === 'offline') {
      whenOpened(() => countMissed(
        count => control.tell(() => t('online.done', { count })), Date.now()));
      lab.client.goOnline();
    } else {
      lab.client.goOffline();
      control.tell(() => t('offline.done'));
    }
  });
  control.refresh = () => {
    const { state } = lab.client;
    control.show(state === 'offline' ? 'online' : 'offline',
      { disabled: state === 'stopped' });
  };
  return control;
}

function reading(lab) {
  const control = new Control('pause', () => {
    if (lab.client.paused) {
      countMissed(count => control.tell(() => t('resume.done', { count })), Date.now());
      lab.client.resumeReading();
    } else {
      lab.client.pauseReading();
      control.tell(() => t('pause.done'));
    }
    control.refresh();
  });
  control.refresh = () => {
    const { canPauseReading, paused } = lab.client;
    const key = canPauseReading ? 'pause' : 'cannotPause';
    control.show(paused ? 'resume' : key, { disabled: !canPauseReading });
  };
  return control;
}

/** Publishes without a hand, so that both are free for the other controls. */
function steady(lab) {
  let timer;
  let next = 0;
  const publishOne = () => {
    lab.client.publish(SAMPLES[next % SAMPLES.length]).then(
      () => control.tell(() => t('steady.done', { count: next })),
      error => control.tell(() => refusal(error)));
    next += 1;
  };
  const control = new Control('steady', () => {
    if (timer) {
      clearInterval(timer);
      timer = undefined;
    } else {
      publishOne();
      timer = setInterval(publishOne, STEADY_MILLIS);
    }
    control.refresh();
  });
  control.refresh = () => control.show(timer ? 'steadyStop' : 'steady');
  control.outcome.setAttribute('aria-live', 'off'); // every 2 s would be too often
  if (new URLSearchParams(location.search).has('demo')) control.button.click();
  return control;
}

/** The same feed, read in another way. */
function choice(lab, clients) {
  const element = node('div', 'control');
  const label = node('label');
  const words = node('span');
  const select = node('select');
  const expectation = node('p', 'expect');
  expectation.id = 'choice-expect';
  select.setAttribute('aria-describedby', expectation.id);
  for (const { key } of clients) {
    const option = node('option');
    option.value = key;
    select.append(option);
  }
  label.append(words, select);
  element.append(label, expectation);
  select.addEventListener('change', () => lab.choose(select.value));
  const refresh = () => {
    words.textContent = t('choice.verb');
    expectation.textContent = t(`choice.${select.value}.expect`);
    for (const option of select.options) {
      option.textContent = t(`choice.${option.value}`);
    }
  };
  return { element, refresh };
}

/** Calls back once, when the connection opens the next time. */
function whenOpened(callback) {
  const listener = ({ detail: { state } }) => {
    if (state !== 'open') return;
    document.removeEventListener('told', listener);
    callback();
  };
  document.addEventListener('told', listener);
}

/** Tells how many notifications arrive that were published before `back`. */
function countMissed(tell, back) {
  let count = 0;
  let telling; // a screen reader reads every change: so not one for each arrival
  tell(count);
  const listener = ({ detail: { kind, notification, duplicate, state } }) => {
    if (kind === 'state' && state !== 'open') {
      document.removeEventListener('told', listener);
    }
    if (kind === 'notification' && !duplicate
      && Date.parse(notification.publishedAt) < back) {
      count += 1;
      telling ??= setTimeout(() => {
        telling = undefined;
        tell(count);
      }, TELL_MILLIS);
    }
  };
  document.addEventListener('told', listener);
}

function node(name, className = '') {
  const made = document.createElement(name);
  if (className) made.className = className;
  return made;
}

/** Small makers of page elements that more than one part of the page uses. */
import { onLanguage, t } from '/shared/i18n.js';

/** An element with a class, and a text that follows the language. */
export function element(name, className = '', key) {
  const made = document.createElement(name);
  made.className = className;
  if (key) {
    made.dataset.i18n = key;
    made.textContent = t(key);
  }
  return made;
}

/** An outcome stays to be read, though the pointer may already be on another button. */
const OUTCOME_MILLIS = 3000;
const outcomes = new WeakMap(); // by place: when the last one was written

/**
 * A button that says what to expect before it is pressed (in `place`, when it is
 * pointed at or focused) and what happened after: the text that `action` returns.
 */
export function actionButton(key, place, action, { expect, className = 'tool' } = {}) {
  const button = element('button', className, key);
  button.type = 'button';
  const expectation = expect ?? (() => t(`${button.dataset.i18n}.expect`));
  const announce = () => {
    if (performance.now() - (outcomes.get(place) ?? -Infinity) > OUTCOME_MILLIS) {
      place.textContent = expectation();
      place.dataset.when = 'before';
    }
  };
  const title = () => {
    button.title = expectation();
  };
  title();
  onLanguage(title);
  button.addEventListener('pointerenter', announce);
  button.addEventListener('focus', announce);
  button.addEventListener('click', async () => {
    try {
      place.textContent = (await action()) ?? '';
    } catch (error) {
      place.textContent = t('control.failed', { reason: error.message });
    }
    place.dataset.when = 'after';
    outcomes.set(place, performance.now());
  });
  return button;
}

/** Asks the server; throws with the problem's own words when it says no. */
export async function ask(method, url, body) {
  const response = await fetch(url, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(answer.detail ?? `${response.status} ${response.statusText}`);
  }
  return answer;
}

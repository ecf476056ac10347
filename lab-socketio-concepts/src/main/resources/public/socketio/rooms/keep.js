/** Small makers and keepers of elements. */
import { t } from '/shared/i18n.js';

export function element(name, className = '', ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** An element whose text follows the language. */
export function worded(name, key, className) {
  const made = element(name, className, t(key));
  made.dataset.i18n = key;
  return made;
}

export function button(key, action, className = 'tool') {
  const made = worded('button', key, className);
  made.type = 'button';
  made.addEventListener('click', action);
  return made;
}

/**
 * Gives `host` one child for each item, in their order. A child that was there stays, with
 * the focus and the click that it may just have: a picture that changes all the time is
 * still to be worked with.
 */
export function keep(host, items, keyOf, make, update = () => {}) {
  const before = new Map([...host.children].map(child => [child.dataset.key, child]));
  const wanted = items.map(item => {
    const key = keyOf(item);
    const child = before.get(key) ?? make(item);
    child.dataset.key = key;
    before.delete(key);
    update(child, item);
    return child;
  });
  for (const child of before.values()) child.remove();
  wanted.forEach((child, index) => {
    if (host.children[index] !== child) host.insertBefore(child, host.children[index] ?? null);
  });
}

/** Writes only what is different: a screen reader, and a selection, notice every write. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A chain of calls, which breaks before a dot where it does not fit. */
export function writeCode(node, code) {
  if (node.textContent === code) return;
  node.replaceChildren(...code.split(/(?=\.(?!\d))/)
    .flatMap((part, index) => (index > 0 ? [document.createElement('wbr'), part] : [part])));
}

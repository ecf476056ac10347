/** What lists of lines have in common: buttons above them, and the keyboard. */

/** A button named by the text `key`, with `key.title` to say more. */
export function tool(key, action) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'tool';
  button.dataset.i18n = key;
  button.dataset.i18nAttributes = `title:${key}.title`;
  button.addEventListener('click', action);
  return button;
}

/** A button that stays pressed: `action(pressed)`. Gives `{ button, press(pressed) }`. */
export function toggle(key, action) {
  const press = (pressed) => {
    button.setAttribute('aria-pressed', String(pressed));
    action(pressed);
  };
  const button = tool(key, () => press(button.getAttribute('aria-pressed') !== 'true'));
  button.setAttribute('aria-pressed', 'false');
  return { button, press };
}

/**
 * The list is one stop of the Tab key; arrow keys, Home and End walk over its lines, and
 * Enter chooses one.
 */
export function walkByKeyboard(list, { lines, choose = () => {} }) {
  list.tabIndex = 0;
  list.addEventListener('keydown', (event) => {
    const items = lines();
    const here = items.indexOf(document.activeElement);
    const next = {
      ArrowDown: here < 0 ? items.length - 1 : here + 1,
      ArrowUp: here < 0 ? items.length - 1 : here - 1,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      items[Math.max(0, Math.min(items.length - 1, next))]?.focus();
    } else if (event.key === 'Enter' && here >= 0) {
      choose(items[here]);
    }
  });
}

/**
 * What every lab page has around its lab: the language and theme switch, the state in
 * the title, and "Read the code". The page's HTML holds two empty elements for them,
 * `<div id="page-tools"></div>` and `<section id="read-the-code"></section>`.
 */
import {
  LANGUAGES,
  fill,
  hasText,
  language,
  onLanguage,
  register,
  setLanguage,
  t,
} from './i18n.js';

const STATE_SIGNS = {
  idle: '○',
  connecting: '◌',
  open: '●',
  waiting: '…',
  offline: '○',
  stopped: '✕',
};

/**
 * @param {object} options
 * @param {{en: object, fr: object}} [options.texts] the page's own texts
 * @param {string} options.title key of the page's title
 * @param {string[]} [options.sources] this lab's files in reading order, as package
 *   paths: `lab/sse/ServerSentEvent.java`. A text `source.<file name>` says what each
 *   one is.
 * @returns {{setState: function(string, string=): void}} `setState('open')` puts the
 *   state into the title; a second argument overrides its wording
 */
export function startPage({ texts, title, sources = [] }) {
  if (texts) {
    register(texts);
  }
  fill();
  languageSwitch();
  themeSwitch();
  readTheCode(sources);

  let state;
  let wording;
  const showTitle = () => {
    document.title =
      state === undefined
        ? t(title)
        : `${STATE_SIGNS[state] ?? ''} ${wording ?? t(`state.${state}`)} · ${t(title)}`;
  };
  onLanguage(showTitle);
  showTitle();
  return {
    setState(newState, newWording) {
      state = newState;
      wording = newWording;
      showTitle();
    },
  };
}

function languageSwitch() {
  const group = buttonGroup('page.language');
  for (const tag of LANGUAGES) {
    const button = toolButton(tag.toUpperCase());
    button.lang = tag;
    button.title = tag === 'fr' ? 'Français' : 'English';
    button.addEventListener('click', () => {
      const url = new URL(location.href);
      if (url.searchParams.has('lang')) {
        url.searchParams.set('lang', tag);
        history.replaceState(null, '', url);
      }
      setLanguage(tag);
    });
    group.append(button);
  }
  const show = () => {
    for (const button of group.children) {
      button.setAttribute('aria-pressed', String(button.lang === language));
    }
  };
  onLanguage(show);
  show();
}

function themeSwitch() {
  const group = buttonGroup('page.theme');
  const button = toolButton('');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const inUse = () =>
    document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light');
  const show = () => {
    button.textContent = inUse() === 'dark' ? '☀' : '☾';
    const name = t(inUse() === 'dark' ? 'page.theme.light' : 'page.theme.dark');
    button.title = name;
    button.setAttribute('aria-label', name);
  };
  button.addEventListener('click', () => {
    const theme = inUse() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem('lab.theme', theme);
    } catch {
      // storage is refused in some private windows: the choice lasts for this page only
    }
    show();
    document.dispatchEvent(new CustomEvent('theme', { detail: theme }));
  });
  dark.addEventListener('change', () => {
    show();
    document.dispatchEvent(new CustomEvent('theme', { detail: inUse() }));
  });
  onLanguage(show);
  group.append(button);
  show();
}

function buttonGroup(labelKey) {
  const group = document.createElement('div');
  group.className = 'tools';
  group.setAttribute('role', 'group');
  group.dataset.i18nAttributes = `aria-label:${labelKey}`;
  group.setAttribute('aria-label', t(labelKey));
  document.getElementById('page-tools')?.append(group);
  return group;
}

function toolButton(text) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'tool';
  button.textContent = text;
  return button;
}

function readTheCode(sources) {
  const section = document.getElementById('read-the-code');
  if (!section || sources.length === 0) {
    return;
  }
  const heading = document.createElement('h2');
  heading.dataset.i18n = 'code.title';
  const explanation = document.createElement('p');
  explanation.dataset.i18n = 'code.order';
  section.replaceChildren(heading, explanation, ...sources.map(sourceFile));
  fill(section);
}

/** One file: closed at first, loaded when it is opened. */
function sourceFile(path, index) {
  const details = document.createElement('details');
  details.className = 'source';
  const summary = document.createElement('summary');
  const name = path.split('/').pop();
  const code = document.createElement('code');
  code.textContent = name;
  summary.append(`${index + 1}. `, code);
  if (hasText(`source.${name}`)) {
    const what = document.createElement('span');
    what.className = 'source-what';
    what.dataset.i18n = `source.${name}`;
    summary.append(' ', what);
  }
  details.append(summary);
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) {
      details.append(loadSource(path));
    }
  });
  return details;
}

function loadSource(path) {
  const lines = document.createElement('ol');
  lines.className = 'code-lines';
  lines.tabIndex = 0; // scrolls by keyboard
  lines.setAttribute('aria-label', path);
  lines.setAttribute('aria-busy', 'true');
  fetch(`/source/${path}`)
    .then((response) => {
      if (!response.ok) {
        throw new Error(`${response.status} ${response.statusText}`);
      }
      return response.text();
    })
    .then((text) => {
      lines.append(...text.replace(/\n$/, '').split(/\r?\n/).map(codeLine));
    })
    .catch((error) => {
      lines.replaceWith(t('code.failed', { path, reason: error.message }));
    })
    .finally(() => lines.removeAttribute('aria-busy'));
  return lines;
}

function codeLine(text) {
  const line = document.createElement('li');
  const code = document.createElement('code');
  code.textContent = text;
  line.append(code);
  return line;
}

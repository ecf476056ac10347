/**
 * Texts in the reader's language: `?lang=` wins, then the stored choice, then the
 * browser's preference. A texts module is an `i18n/en.js` beside an `i18n/fr.js`, each
 * exporting one flat object; pages add theirs with `register({ en, fr })`.
 *
 * In a text, `{name}` is replaced by a parameter; `{size:bytes}` by one with its unit.
 * A text of several forms, `{ one: …, other: … }`, is chosen by the parameter `count`.
 */
import en from './i18n/en.js';
import fr from './i18n/fr.js';

export const LANGUAGES = ['en', 'fr'];

const STORED = 'lab.language';
const texts = { en: { ...en }, fr: { ...fr } };
const changes = new EventTarget();

/** The language in use; importers see it change. */
export let language = chooseLanguage({
  search: globalThis.location?.search,
  stored: storedLanguage(),
  preferred: globalThis.window?.navigator.languages,
});

export function chooseLanguage({ search = '', stored = null, preferred = [] }) {
  const wanted = [new URLSearchParams(search).get('lang'), stored, ...preferred];
  return (
    wanted
      .map((tag) =>
        String(tag ?? '')
          .slice(0, 2)
          .toLowerCase(),
      )
      .find((tag) => LANGUAGES.includes(tag)) ?? 'en'
  );
}

/** Adds a page's texts: `{ en: {…}, fr: {…} }`. */
export function register(more) {
  for (const tag of LANGUAGES) {
    Object.assign(texts[tag], more[tag]);
  }
}

/** Changes the language, remembers it, and refills the page. */
export function setLanguage(tag) {
  if (!LANGUAGES.includes(tag)) {
    throw new RangeError(`Language must be one of ${LANGUAGES}, was “${tag}”`);
  }
  language = tag;
  try {
    localStorage.setItem(STORED, tag);
  } catch {
    // storage is refused in some private windows: the choice lasts for this page only
  }
  fill();
  changes.dispatchEvent(new Event('change'));
}

/** Calls `listener` after each change of language. */
export function onLanguage(listener) {
  changes.addEventListener('change', () => listener(language));
}

/** The text named `key`; the key itself where there is none, so that it is seen. */
export function t(key, parameters = {}) {
  const text = texts[language][key] ?? texts.en[key];
  return text === undefined ? key : format(text, parameters, language);
}

export function hasText(key) {
  return key in texts[language];
}

/** Fills `text`, which may have plural forms, with `parameters`. Pure. */
export function format(text, parameters, tag = language) {
  const form =
    typeof text === 'string'
      ? text
      : (text[new Intl.PluralRules(tag).select(parameters.count)] ?? text.other);
  return unbroken(form, tag).replace(/\{(\w+)(?::(\w+))?\}/g, (all, name, unit) => {
    const value = parameters[name];
    if (value === undefined) {
      return all;
    }
    return typeof value === 'number'
      ? FORMATS[unit ?? 'number'](value, tag)
      : String(value);
  });
}

/** French has a space before some signs, and no line may break there. */
function unbroken(text, tag) {
  return tag === 'fr'
    ? text.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0')
    : text;
}

const FORMATS = { number, duration, bytes, percent };

export function number(value, tag = language, digits = 1) {
  return new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value);
}

export function percent(value, tag = language) {
  return new Intl.NumberFormat(tag, {
    style: 'percent',
    maximumFractionDigits: 0,
  }).format(value);
}

/**
 * Milliseconds in the unit that reads best: `0.4 ms`, `35 ms`, `1.6 s`, `2 min 5 s`.
 */
export function duration(millis, tag = language) {
  if (millis < 10) {
    return `${number(millis, tag)} ms`;
  }
  if (millis < 1000) {
    return `${number(millis, tag, 0)} ms`;
  }
  if (millis < 60_000) {
    return `${number(millis / 1000, tag)} s`;
  }
  const seconds = Math.round(millis / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Bytes: `812 B`, `4.3 kB` (powers of 1000); `o` for octets in French. */
export function bytes(count, tag = language) {
  const unit = tag === 'fr' ? 'o' : 'B';
  if (count < 1000) {
    return `${number(count, tag, 0)} ${unit}`;
  }
  if (count < 1_000_000) {
    return `${number(count / 1000, tag)} k${unit}`;
  }
  return `${number(count / 1_000_000, tag)} M${unit}`;
}

/**
 * Puts texts into every element below `root` with `data-i18n="key"`, and into
 * attributes named as in `data-i18n-attributes="aria-label:key title:other"`.
 */
export function fill(root = document) {
  if (root === document) {
    document.documentElement.lang = language;
  }
  for (const element of root.querySelectorAll('[data-i18n]')) {
    element.textContent = t(element.dataset.i18n);
  }
  for (const element of root.querySelectorAll('[data-i18n-attributes]')) {
    for (const pair of element.dataset.i18nAttributes.split(/\s+/)) {
      const [attribute, key] = pair.split(':');
      element.setAttribute(attribute, t(key));
    }
  }
}

function storedLanguage() {
  try {
    return globalThis.window?.localStorage.getItem(STORED);
  } catch {
    return null; // storage is refused in some private windows
  }
}

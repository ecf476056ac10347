/** The way from each of the lab's pages to the others. */
import { fill, register } from '/shared/i18n.js';

const PAGES = {
  './': 'nav.feed', 'rooms.html': 'nav.rooms', 'chat.html': 'nav.chat',
  'editor.html': 'nav.editor',
};

register({
  en: {
    'nav.label': 'Demonstrations',
    'nav.feed': 'Feed',
    'nav.rooms': 'Rooms',
    'nav.chat': 'Chat',
    'nav.editor': 'Editor',
  },
  fr: {
    'nav.label': 'Démonstrations',
    'nav.feed': 'Fil',
    'nav.rooms': 'Salles',
    'nav.chat': 'Chat',
    'nav.editor': 'Éditeur',
  },
});

/** Puts it into the page's head, before the switches of language and theme. */
export function showDemos() {
  const nav = document.createElement('nav');
  nav.className = 'demo-nav';
  nav.dataset.i18nAttributes = 'aria-label:nav.label';
  for (const [path, key] of Object.entries(PAGES)) {
    const link = document.createElement('a');
    link.href = path;
    link.dataset.i18n = key;
    if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page');
    nav.append(link);
  }
  document.getElementById('page-tools').before(nav);
  fill(nav.parentElement); // its own label, too
}

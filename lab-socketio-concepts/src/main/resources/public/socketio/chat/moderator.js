/** The moderator's part: a second namespace over the same connection, with its own token. */
import { onLanguage, t } from '/shared/i18n.js';
import { arrange, element, node, refusalText } from './view.js';

const ANSWER_MILLIS = 5_000;

export function moderatorPart(manager) {
  let token;
  let people = [];
  const items = new Map(); // by name: { item, where, button }
  let words = () => '';
  const socket = manager.socket('/admin', { auth: enter => enter({ token }) });

  const show = () => {
    element('moderator-outcome').textContent = words();
    arrange(element('moderator-people'), people.map(personItem));
  };
  const tell = told => {
    words = told;
    show();
  };

  function personItem({ name, rooms }) {
    const entry = items.get(name) ?? newItem(name);
    items.set(name, entry);
    entry.where.textContent =
      t('moderator.person', { name, rooms: rooms.join(', ') || '–' });
    entry.button.textContent = t('moderator.remove', { name });
    return entry.item;
  }

  function newItem(name) {
    const item = node('li');
    const where = node('span');
    const button = node('button', 'tool');
    button.type = 'button';
    button.addEventListener('click', () => remove(name));
    item.append(where, button);
    return { item, where, button };
  }

  async function remove(name) {
    const { error } = await socket.timeout(ANSWER_MILLIS).emitWithAck('remove', { name })
      .catch(() => ({ error: { code: 'NO_ANSWER' } }));
    tell(() => (error ? refusalText(error) : t('moderator.removed', { name })));
  }

  element('moderator-form').addEventListener('submit', event => {
    event.preventDefault();
    socket.disconnect();
    token = new FormData(event.target).get('token').trim();
    event.target.reset(); // nobody is to read it over a shoulder, or in the page later
    socket.connect();
  });
  socket.on('connect', () => tell(() => t('moderator.in')));
  socket.on('connect_error', ({ message }) => {
    if (!socket.active) tell(() => refusalText({ code: 'CONNECT_ERROR', message }));
  });
  socket.on('people', list => {
    people = list;
    show();
  });
  socket.on('disconnect', reason => {
    people = [];
    tell(() => t('moderator.out', { reason }));
  });
  onLanguage(show);
}

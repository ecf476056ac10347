/** The moderator's part: a second namespace over the same connection, with its own token. */
import { onLanguage, t } from '/shared/i18n.js';
import { element, node, refusalText } from './view.js';

const ANSWER_MILLIS = 5_000;

export function moderatorPart(manager) {
  let token;
  let people = [];
  let words = () => '';
  const socket = manager.socket('/admin', { auth: enter => enter({ token }) });

  const show = () => {
    element('moderator-outcome').textContent = words();
    element('moderator-people').replaceChildren(...people.map(personItem));
  };
  const tell = told => {
    words = told;
    show();
  };

  function personItem({ name, rooms }) {
    const item = node('li');
    const button = node('button', 'tool', t('moderator.remove', { name }));
    button.type = 'button';
    button.addEventListener('click', () => remove(name));
    item.append(node('span', '',
      t('moderator.person', { name, rooms: rooms.join(', ') || '–' })), button);
    return item;
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

/** Requests that the server refuses: each says before what to expect, and after what came. */
import { Manager } from '/shared/client/socket-io.js';
import { t } from '/shared/i18n.js';
import { refusalText } from './view.js';
import { Control } from './control.js';

/** The bucket lets 30 through, and the server is patient with 30 more. */
const FLOOD = 45;

/**
 * @param chat the page in the chat
 * @param watch shows the packets of a manager
 * @returns the controls
 */
export function chatTries(chat, watch) {
  const tries = {
    noRoom: () => chat.ask('join', { room: 'person:ada' }),
    denied: () => chat.ask('message', { room: 'members', ref: 'try', text: 'Hello?' }),
    twice: async () => {
      await chat.ask('join', { room: 'lobby' });
      return chat.ask('join', { room: 'lobby' });
    },
    long: () => chat.ask('message', { room: 'lobby', ref: 'try', text: 'x'.repeat(501) }),
    script: async () => {
      const text = '<img src="x" onerror="alert(1)"> <script>alert(2)</script>';
      await chat.choose(chat.model.room('lobby'));
      return (await chat.send(text)) ?? { error: { code: 'NO_ANSWER' } };
    },
    flood: async () => {
      const answers = await Promise.all(Array.from({ length: FLOOD }, () =>
        chat.request('typing', { room: 'lobby', typing: false })));
      const refused = answers.filter(({ error }) => error?.field === 'events');
      return { ...refused[0], refused: refused.length };
    },
  };
  const inChat = Object.entries(tries).map(([key, run]) => newControl(key, run));
  const enable = enabled => inChat.forEach(control => { control.disabled = !enabled; });
  chat.addEventListener('state', ({ detail }) => enable(detail.key === 'open'));
  enable(false);
  return [...inChat, newControl('forged', () => forged(watch))];
}

function newControl(key, run) {
  return new Control(`try.${key}`, async () => {
    const { error, refused } = await run().catch(() => ({ error: { code: 'NO_ANSWER' } }));
    if (refused) return () => t('try.flooded', { count: refused, of: FLOOD, ...error });
    return () => (error ? refusalText(error) : t('try.accepted'));
  });
}

/** A token that says moderator, and that nobody signed. */
function forged(watch) {
  const part = value => btoa(JSON.stringify(value)).replace(/=+$/, '');
  const token = `${part({ alg: 'none' })}.${part({ sub: 'Eve', roles: ['moderator'] })}.`;
  const manager = new Manager(location.origin, { reconnection: false });
  watch(manager);
  const socket = manager.socket('/admin', { auth: { token } });
  return new Promise(resolve => {
    socket.on('connect_error', ({ message }) => {
      socket.disconnect();
      resolve({ error: { code: 'CONNECT_ERROR', message } });
    });
    socket.on('connect', () => {
      socket.disconnect();
      resolve({});
    });
  });
}

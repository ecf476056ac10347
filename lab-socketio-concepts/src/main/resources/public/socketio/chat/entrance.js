/** How one gets a token, keeps it in this tab, and leaves. */
import { t } from '/shared/i18n.js';
import { element } from './view.js';

/** For this tab only: another tab is another person. */
const STORED = 'lab.chat';
/** After these a token opens nothing any more. */
const USELESS = new Set(['refused', 'EXPIRED', 'REMOVED']);

export class Entrance {

  #chat;
  #refuse;
  #form = element('enter');

  /** @param refuse shows words: a function, so that they can be said again in another language */
  constructor(chat, refuse) {
    this.#chat = chat;
    this.#refuse = refuse;
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      this.#submit();
    });
    element('leave-chat').addEventListener('click', () => this.#leave());
    chat.addEventListener('state', ({ detail }) => {
      if (USELESS.has(detail.key)) sessionStorage.removeItem(STORED);
    });
  }

  /** Whoever was in the chat still is after a reload. */
  comeBack() {
    const { name, token, left } = remembered();
    if (!token) return;
    if (left) this.#form.elements.name.value = name;
    else this.#chat.enter(token);
  }

  async #submit() {
    const { name, invitation } = this.#form.elements;
    const request = { name: name.value.trim() };
    if (invitation.value.trim()) request.invitation = invitation.value.trim();
    const before = remembered();
    const isOurs = before.name === request.name && !request.invitation;
    const token = isOurs ? before.token : await this.#askToken(request);
    if (!token) return;
    this.#refuse(() => '');
    remember({ name: request.name, token });
    this.#chat.enter(token);
  }

  /** Logs in, as far as a demonstration goes. */
  async #askToken(request) {
    const response = await fetch('/chat/token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    }).catch(() => undefined);
    const answer = await response?.json().catch(() => undefined);
    if (response?.ok) return answer.token;
    this.#refuse(() => (answer ? t('enter.refused', { reason: answer.detail }) : t('noAnswer')));
    return undefined;
  }

  /** The name stays ours as long as we have the token. */
  #leave() {
    remember({ ...remembered(), left: true });
    this.#chat.leave();
    this.#form.elements.name.focus();
  }
}

function remember(value) {
  sessionStorage.setItem(STORED, JSON.stringify(value));
}

function remembered() {
  return JSON.parse(sessionStorage.getItem(STORED)) ?? {};
}

/** The way into a room: a new one, or one whose name and token somebody has told us. */
import { onLanguage, t } from '/shared/i18n.js';

/** For this tab only: another tab is another person. */
const STORED = 'lab.editor.door';

export class Entrance {

  #form;
  #rooms;

  /**
   * @param form with the fields name, room and token, and a button for each verb
   * @param rooms { details, list }: what /status says
   * @param enter called with the verb, `create` or `join`, and { name, room, token }
   */
  constructor(form, rooms, enter) {
    this.#form = form;
    this.#rooms = rooms;
    const invited = new URLSearchParams(location.hash.slice(1));
    for (const field of ['room', 'token']) {
      form.elements[field].value = invited.get(field) ?? '';
    }
    // The token stays out of the address bar, which a whole room may be looking at.
    if (location.hash) history.replaceState(null, '', location.pathname + location.search);
    form.elements.name.value = this.remembered?.name ?? '';
    form.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.target.localName !== 'input') return;
      event.preventDefault();
      const verb = form.elements.token.value ? 'join' : 'create';
      form.requestSubmit(form.querySelector(`[value=${verb}]`));
    });
    form.addEventListener('submit', event => {
      event.preventDefault();
      const door = Object.fromEntries(['name', 'room', 'token']
        .map(field => [field, form.elements[field].value.trim()]));
      enter(event.submitter.value, door);
    });
    rooms.details.addEventListener('toggle', () => this.showRooms());
    onLanguage(() => this.showRooms());
  }

  get isInvited() {
    return this.#form.elements.token.value !== '';
  }

  /** The room that this tab was in before it was loaded again. */
  get remembered() {
    return JSON.parse(sessionStorage.getItem(STORED));
  }

  remember(door) {
    sessionStorage.setItem(STORED, JSON.stringify(door));
  }

  /** Keeps the name: the next room is another, and we are the same. */
  forgetRoom() {
    const { name } = this.remembered ?? {};
    this.remember({ name });
  }

  async showRooms() {
    if (!this.#rooms.details.open) return;
    const response = await fetch('/status').catch(() => undefined);
    const status = response?.ok ? await response.json() : undefined;
    const rooms = status?.editor.rooms ?? [];
    const items = rooms.map(room => {
      const item = document.createElement('li');
      const name = document.createElement('code');
      name.textContent = room.name;
      item.append(name, ` ${t('rooms.about', { count: room.people, ...room })}`);
      return item;
    });
    if (items.length === 0) {
      items.push(document.createElement('li'));
      items[0].textContent = t(status ? 'rooms.none' : 'rooms.failed');
    }
    this.#rooms.list.replaceChildren(...items);
  }
}

/** A link that opens the room for whoever has it; what is behind # is sent to no server. */
export function invitation({ room, token }) {
  const url = new URL(location.href);
  url.search = '';
  url.hash = new URLSearchParams({ room, token });
  return url.href;
}

/** This page's clients: where they are, and what they can be made to do. */
import { fill, onLanguage, t } from '/shared/i18n.js';
import { markerIcon } from '/shared/swimlane-shapes.js';
import { button, element, keep, worded, write } from './keep.js';

const MARKERS = { polling: 'longpolling', websocket: 'websocket' };

export class Cards {

  #host;
  #remove;
  #clients = [];

  /** `remove(client)` takes one away. */
  constructor(host, remove) {
    this.#host = host;
    this.#remove = remove;
    onLanguage(() => {
      fill(host);
      this.show(this.#clients);
    });
  }

  show(clients) {
    this.#clients = clients;
    keep(this.#host, clients, ({ letter }) => letter, client => this.#make(client),
      (card, client) => this.#showCard(card, client));
  }

  #make({ letter }) {
    const client = () => this.#clients.find(each => each.letter === letter);
    const head = element('h3', '', element('span', 'transport'), ' ', element('strong'), ' ',
      element('span', 'note state'));
    const slow = button('client.slow', () => client().setSlow(!client().slow));
    const tools = element('div', 'tools', slow,
      button('client.remove', () => this.#remove(client())));
    slow.classList.add('slow');
    const join = ask('join', 'client.join', ({ value, place }) =>
      client().join(place.value, value), element('select'));
    const enter = ask('enter', 'client.enter', ({ value }) =>
      client().enter(`/rooms/${value}`), element('span', 'prefix', '/rooms/'));
    return element('article', 'control client', head, element('ul', 'places'), join, enter,
      tools, element('p', 'expect slow-expect'));
  }

  #showCard(card, client) {
    const { transport, kind, state, slow } = client;
    const place = card.querySelector('.transport');
    if (place.dataset.transport !== (transport ?? '')) {
      place.dataset.transport = transport ?? '';
      place.replaceChildren(...(transport ? [markerIcon(MARKERS[transport])] : []));
    }
    write(card.querySelector('strong'), client.name);
    write(card.querySelector('.state'),
      [t(`kind.${kind}`), state !== 'open' && t(`state.${state}`)].filter(Boolean).join(' · '));
    const isPolling = kind === 'polling';
    const switchIt = card.querySelector('.slow');
    switchIt.hidden = !isPolling;
    switchIt.setAttribute('aria-pressed', String(slow));
    write(card.querySelector('.slow-expect'), isPolling ? t('client.slow.expect') : '');
    this.#showPlaces(card, client);
  }

  #showPlaces(card, client) {
    const places = client.sockets;
    keep(card.querySelector('.places'), places, ({ namespace }) => namespace,
      ({ namespace }) => {
        const exit = button('client.exit', () => client.exit(namespace));
        return element('li', '', element('code', '', namespace), ' ', exit);
      },
      (line, { namespace, id }) => {
        line.title = id;
        line.lastChild.setAttribute('aria-label',
          t('client.exit.of', { client: client.name, namespace }));
      });
    const join = card.querySelector('form.join');
    join.hidden = places.length === 0;
    keep(join.elements.place, places, ({ namespace }) => namespace,
      ({ namespace }) => option(namespace));
    join.elements.place.hidden = places.length < 2;
    join.elements.value.setAttribute('aria-label', t('client.join.of', { client: client.name }));
    join.elements.place.setAttribute('aria-label', t('client.in'));
    card.querySelector('form.enter').elements.value.setAttribute('aria-label',
      t('client.enter.of', { client: client.name }));
  }
}

function option(namespace) {
  const made = element('option', '', namespace.replace('/rooms/', ''));
  made.value = namespace;
  return made;
}

/** A name to be typed, and a verb: “Enter /rooms/ …”, “Join … in shop”. */
function ask(className, key, action, beside) {
  const value = element('input');
  Object.assign(value, { name: 'value', autocomplete: 'off', spellcheck: false, required: true });
  value.setAttribute('autocapitalize', 'none');
  if (beside.tagName === 'SELECT') beside.name = 'place';
  const verb = worded('button', key, 'tool');
  const form = element('form', className, verb, ...(beside.tagName === 'SELECT' ? [value, beside] : [beside, value]));
  form.addEventListener('submit', event => {
    event.preventDefault();
    action({ value: value.value, place: form.elements.place });
    value.value = '';
  });
  return form;
}

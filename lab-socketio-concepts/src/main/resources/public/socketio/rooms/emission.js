/**
 * One call of `emit` as it is chosen on the page, and its line of code. Pure.
 *
 * A choice is `{ by, namespace, whom, to, except, how, timeoutMillis }`: `by` is the name of
 * a client of this page, or `server`; `whom` is `self`, `others` or `all`; `to` and `except`
 * list rooms, of which a socket's id is one; `how` is `plain`, `volatile` or `ack`.
 */
export const SERVER = 'server';
export const EVENT = 'news';

const ID_LENGTH = 6;

/** The event's argument, by which a receipt says what was received. */
export function newId(random = Math.random) {
  return Array.from({ length: ID_LENGTH },
    () => Math.floor(random() * 36).toString(36)).join('');
}

/** As the server is told of it (Emission.java). */
export function toWire({ namespace, by, whom, to, except, how, timeoutMillis }, id) {
  return {
    id, whom, to, except,
    ...(by === SERVER && { namespace }),
    ...(how === 'volatile' && { volatile: true }),
    ...(how === 'ack' && { timeout: timeoutMillis }),
  };
}

/** The server's line; `nameOf` gives a client's name for a socket's id, if it is one. */
export function javaScript(choice, nameOf = () => undefined) {
  return line(choice, {
    room: room => (nameOf(room) ? `socket${nameOf(room)}.id` : JSON.stringify(room)),
    call: (name, value = '') => (name === 'broadcast' || name === 'volatile'
      ? `.${name}` : `.${name}(${value})`),
    timeout: String,
    wait: 'await ',
  });
}

export function java(choice, nameOf = () => undefined) {
  return line(choice, {
    room: room => (nameOf(room) ? `socket${nameOf(room)}.id()` : JSON.stringify(room)),
    call: (name, value = '') => `.${name === 'volatile' ? 'volatile_' : name}(${value})`,
    timeout: millis => `Duration.ofMillis(${millis})`,
    wait: '',
  });
}

function line({ namespace, whom, to, except, how, timeoutMillis },
  { room, call, timeout, wait }) {
  const everybody = `io${call('of', JSON.stringify(namespace))}`;
  const broadcasts = whom === 'others' && to.length === 0 && except.length === 0;
  const chain = [
    whom === 'all' ? everybody : 'socket',
    ...(broadcasts ? [call('broadcast')] : []),
    ...to.map(each => call('to', room(each))),
    ...except.map(each => call('except', room(each))),
    ...(how === 'volatile' ? [call('volatile')] : []),
    ...(how === 'ack' ? [call('timeout', timeout(timeoutMillis))] : []),
    call(how === 'ack' ? 'emitWithAck' : 'emit', `"${EVENT}", id`),
  ];
  return `${how === 'ack' ? wait : ''}${chain.join('')};`;
}

/** What the client itself says: others are not its to reach. */
export function clientLine({ by }) {
  return by === SERVER ? undefined : 'socket.emit("send", { id, whom, to, … });';
}

/**
 * Who should receive it, by the rules, in the picture as it is: for each socket
 * `{ id, client, namespace, receives, reason }`. What really happens is measured.
 */
export function expectations(choice, picture) {
  return picture.namespaces.flatMap(({ name, sockets }) => sockets.map(socket => ({
    id: socket.id, client: socket.client, namespace: name,
    ...rule(choice, name, socket),
  })));
}

function rule({ by, namespace, whom, to, except, how }, name, socket) {
  const isSender = socket.client === by && name === namespace;
  const rooms = [socket.id, ...socket.rooms];
  const inOf = to.filter(room => rooms.includes(room));
  const outOf = except.filter(room => rooms.includes(room));
  if (name !== namespace) return no('namespace');
  if (whom === 'self') return isSender ? yes('self') : no('notSelf');
  if (whom === 'others' && isSender) return no('sender');
  if (to.length > 0 && inOf.length === 0) return no('notIn');
  if (outOf.length > 0) return no('except', outOf[0]);
  if (socket.slow) return how === 'volatile' ? no('lost') : yes('later');
  if (inOf.length > 1) return yes('once');
  return inOf.length === 1 ? yes('room', inOf[0]) : yes('everybody');
}

function yes(reason, room) {
  return { receives: true, reason, room };
}

function no(reason, room) {
  return { receives: false, reason, room };
}

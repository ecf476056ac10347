/**
 * A client for Socket.IO v5 (Socket.IO protocol v5), to be read from the bottom up:
 *
 *     engine-io-parser     packets of Engine.IO and back
 *     engine-io-polling, engine-io-websocket, with what they share in engine-io-transport
 *     engine-io            a session, which engine-io-upgrade moves from the one to the
 *                          other, and whose end engine-io-heartbeat notices
 *     socket-io-parser     packets of Socket.IO and back
 *     socket-io-socket     a namespace: events, acknowledgements, buffers, recovery
 *     socket-io-manager    the connection that namespaces share, and its reconnection
 *
 * The names are those of the official client, so that its examples can be read across. It
 * leaves out what the lessons do not need: retries, catch-all listeners for what is sent,
 * WebTransport.
 */
import { browser as theBrowser } from './browser.js';
import { Manager } from './socket-io-manager.js';

export { Manager } from './socket-io-manager.js';

/**
 * Connects to a namespace: the path of the URL, or the option `namespace`.
 *
 *     const socket = connect('/admin', { auth: { token } });
 *     socket.on('connect', () => console.log(socket.id));
 *     socket.emit('say', 'hello', answer => console.log(answer));
 *
 * `auth` is an object, or a function that is given a callback for it and is asked anew at
 * each connection. The other options are the manager's. Each call makes a connection of
 * its own; `socket.io.socket('/chat')` is a further namespace over the same one.
 */
export function connect(url = '/', { namespace, auth, ...options } = {}) {
  const { location } = options.browser ?? theBrowser;
  const { origin, pathname } = new URL(url, location?.href);
  return new Manager(origin, options).socket(namespace ?? pathname, { auth });
}

export { connect as io };

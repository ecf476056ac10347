import { browser } from '/shared/client/browser.js';
import { WebSocketClient } from '/shared/client/web-socket.js';
import { startLab } from '/shared/lab-page.js';
import texts from './texts.js';

const classic = {
  key: 'webSocket',
  grammar: 'websocket',
  create: options => new WebSocketClient({
    ...options, browser: { ...browser, WebSocketStream: undefined },
  }),
};
const stream = {
  key: 'webSocketStream',
  grammar: 'websocket',
  create: options => new WebSocketClient(options),
};
const deflated = {
  key: 'deflated',
  grammar: 'websocket',
  create: options => new WebSocketClient({ ...options, deflate: true }),
};

startLab({
  texts,
  transport: 'websocket',
  sources: [
    'lab/feed/websocket/Frame.java',
    'lab/feed/websocket/WebSocketConnection.java',
    'lab/websocket/ClientMessage.java',
    'lab/websocket/ServerMessage.java',
    'lab/websocket/WebSocketHub.java',
    'lab/websocket/WebSocketServer.java',
  ],
  clientSources: [
    'web-socket.js', 'socket.js', 'resilient-client.js', 'backoff.js',
    'connection-end.js', 'outbox.js', 'watchdog.js',
  ],
  clients: browser.WebSocketStream ? [stream, classic, deflated] : [classic, deflated],
});

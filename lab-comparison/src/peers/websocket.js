// WebSocket with the ws package.
import { WebSocketServer, WebSocket } from 'ws';
import { Feed, createServer, listen } from './feed.js';

const HEARTBEAT_MILLIS = 15_000;
const feed = new Feed();
const server = createServer(feed);
const sockets = new WebSocketServer({ server, path: '/ws', perMessageDeflate: false, maxPayload: 8 * 1024 });

sockets.on('connection', (socket, request) => {
  const after = new URL(request.url, 'http://localhost').searchParams.get('after');
  socket.send(JSON.stringify({ type: 'ack', cursor: feed.cursor }));
  for (const entry of feed.after(after).entries) {
    socket.send(encode(entry), { binary: false });
  }
  socket.on('error', () => socket.terminate());
  socket.on('message', data => {
    try {
      const message = JSON.parse(data);
      if (message.type === 'publish') {
        const { notification } = feed.publish(message);
        socket.send(JSON.stringify({ type: 'ack', ref: message.ref, cursor: notification.cursor }));
      }
    } catch {
      socket.send(JSON.stringify({ type: 'error', status: 400 }));
    }
  });
});

// A Buffer, so that the text is turned into bytes once.
function encode({ notification }) {
  return Buffer.from(JSON.stringify({ type: 'notification', ...notification }));
}

feed.onPublish(entry => {
  const bytes = encode(entry);
  for (const socket of sockets.clients) {
    if (socket.readyState === WebSocket.OPEN) {
      socket.send(bytes, { binary: false });
    }
  }
});
setInterval(() => sockets.clients.forEach(socket => socket.ping()), HEARTBEAT_MILLIS);
listen(server);

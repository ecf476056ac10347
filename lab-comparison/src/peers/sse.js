// Server-Sent Events with Node's own http module.
import { Feed, createServer, listen } from './feed.js';

const HEARTBEAT_MILLIS = 15_000;
const feed = new Feed();
const clients = new Set();

const server = createServer(feed, {
  'GET /events': (request, response, query) => {
    request.socket.setNoDelay(true);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(`retry: 2000\nid: ${feed.cursor}\n\n`);
    const { entries } = feed.after(query.get('after') ?? request.headers['last-event-id']);
    for (const entry of entries) {
      response.write(encode(entry));
    }
    clients.add(response);
    response.on('close', () => clients.delete(response));
  },
});

function encode({ notification, json }) {
  return `id: ${notification.cursor}\nevent: notification\ndata: ${json}\n\n`;
}

function broadcast(bytes) {
  for (const client of clients) {
    client.write(bytes);
  }
}

feed.onPublish(entry => broadcast(Buffer.from(encode(entry))));
setInterval(() => broadcast(': heartbeat\n\n'), HEARTBEAT_MILLIS);
listen(server);

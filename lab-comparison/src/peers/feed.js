// The feed and the routes that all three peers share. No framework: nothing between Node and the wire.
import http from 'node:http';
import { randomBytes } from 'node:crypto';

const CAPACITY = 1000;
const BODY_LIMIT = 8 * 1024;

export class Feed {
  #epoch = randomBytes(3).toString('hex');
  #position = 0;
  #retained = [];
  #listeners = new Set();

  get cursor() {
    return `${this.#epoch}-${this.#position}`;
  }

  // The JSON is made once, however many clients receive it.
  publish({ topic, severity, title, body }) {
    this.#position++;
    const notification = {
      cursor: this.cursor, topic, severity, title, body, publishedAt: new Date().toISOString(),
    };
    const entry = { notification, json: JSON.stringify(notification) };
    this.#retained.push(entry);
    if (this.#retained.length > CAPACITY) {
      this.#retained.shift();
    }
    for (const listener of this.#listeners) {
      listener(entry);
    }
    return entry;
  }

  onPublish(listener) {
    this.#listeners.add(listener);
  }

  // What came after a cursor. No cursor: only what is new, so nothing.
  after(cursor) {
    if (!cursor) {
      return { entries: [], reset: false };
    }
    const [epoch, text] = cursor.split('-');
    const position = Number(text);
    const oldest = this.#position - this.#retained.length;
    if (epoch !== this.#epoch || !(position >= oldest && position <= this.#position)) {
      return { entries: [...this.#retained], reset: true };
    }
    return { entries: this.#retained.slice(position - oldest), reset: false };
  }

  // The answer to a poll.
  page(cursor) {
    const { entries, reset } = this.after(cursor);
    const notifications = entries.map(entry => entry.json).join(',');
    return `{"notifications":[${notifications}],"cursor":"${this.cursor}","reset":${reset}}`;
  }
}

// An HTTP server with POST and GET /notifications, /status, and what `routes` adds.
export function createServer(feed, routes = {}) {
  return http.createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const route = routes[`${request.method} ${url.pathname}`];
    if (route) {
      route(request, response, url.searchParams);
    } else if (url.pathname === '/notifications' && request.method === 'POST') {
      publish(feed, request, response);
    } else if (url.pathname === '/notifications') {
      sendJson(response, 200, feed.page(url.searchParams.get('after')));
    } else if (url.pathname === '/status') {
      sendJson(response, 200, JSON.stringify({ uptimeSeconds: Math.floor(process.uptime()) }));
    } else {
      sendJson(response, 404, '{"status":404}');
    }
  });
}

function publish(feed, request, response) {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', chunk => {
    text += chunk;
    if (text.length > BODY_LIMIT) {
      request.destroy();
    }
  });
  request.on('end', () => {
    let draft;
    try {
      draft = JSON.parse(text);
    } catch {
      sendJson(response, 400, '{"status":400}');
      return;
    }
    sendJson(response, 201, feed.publish(draft).json);
  });
}

export function jsonHeaders(json) {
  return {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(json),
    'Cache-Control': 'no-store',
  };
}

export function sendJson(response, status, json) {
  response.writeHead(status, jsonHeaders(json)).end(json);
}

// Port 0 draws a free one; the first line of output says which.
export function listen(server) {
  server.listen(Number(process.env.LAB_PORT ?? 0), '127.0.0.1', () => {
    console.log(`http://localhost:${server.address().port}`);
  });
}

// Long polling with Node's own http module.
import { Feed, createServer, jsonHeaders, listen, sendJson } from './feed.js';

const HOLD_MILLIS = 25_000;
const feed = new Feed();
let waiting = new Set();

const server = createServer(feed, {
  'GET /poll': (request, response, query) => {
    const after = query.get('after') ?? feed.cursor;
    const { entries, reset } = feed.after(after);
    if (entries.length > 0 || reset) {
      sendJson(response, 200, feed.page(after));
      return;
    }
    const poll = { response, after };
    poll.timer = setTimeout(() => {
      waiting.delete(poll);
      sendJson(response, 200, feed.page(after));
    }, HOLD_MILLIS);
    waiting.add(poll);
    response.on('close', () => {
      clearTimeout(poll.timer);
      waiting.delete(poll);
    });
  },
});

// Whoever waits has everything but the newest, so one answer fits them all.
feed.onPublish(() => {
  const answered = waiting;
  waiting = new Set();
  let page;
  let headers;
  for (const { response, after, timer } of answered) {
    clearTimeout(timer);
    page ??= feed.page(after);
    headers ??= jsonHeaders(page);
    response.writeHead(200, headers).end(page);
  }
});
listen(server);

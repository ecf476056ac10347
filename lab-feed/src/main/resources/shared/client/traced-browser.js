/**
 * The browser's `fetch` and `WebSocket` for a client that knows nothing of traces: what
 * goes over them is told by `client`, a Traced, as requests, responses and raw text.
 *
 * `told.down({ request, wire })` is called before the client gets what came, `told.up` when
 * something has been sent, `told.reading(signal)` before it asks for more, and
 * `told.closed(code)` when a WebSocket has ended.
 */
export function tracedBrowser(browser, client, told) {
  return {
    ...browser,
    fetch: (url, options) => tracedFetch(browser, client, told, url, options),
    WebSocket: tracedWebSocket(browser, client, told),
  };
}

async function tracedFetch(browser, client, told, url, { method, headers, body, ...rest }) {
  const { signal } = rest;
  if (method === 'GET') await told.reading(signal);
  const { host, pathname, search } = new URL(url);
  const request = client.nextRequest();
  client.trace('request', { request, method, url: pathname + search });
  const wire = client.wire(request, 'up', `${method} ${pathname}${search} HTTP/1.1\r\n`
    + `${headerLines({ Host: host, ...headers })}\r\n${body ?? ''}`);
  if (body) told.up({ request, wire });
  try {
    const response = await browser.fetch(url, { method, headers, body, ...rest });
    const { status, statusText } = response;
    client.trace('response', { request, status });
    client.wire(request, 'down', `HTTP/1.1 ${status} ${statusText}\r\n`
      + `${headerLines(Object.fromEntries(response.headers))}\r\n`);
    const text = await response.text();
    if (text) {
      const source = { request, wire: client.wire(request, 'down', text) };
      if (method === 'GET') told.down(source);
    }
    ended(browser, client, { request, reason: 'complete' });
    return { ok: response.ok, status, text: async () => text };
  } catch (error) {
    client.trace('end',
      { request, reason: signal?.aborted ? 'aborted' : 'lost', detail: error.message });
    throw error;
  }
}

/** After whatever the answer holds has been taken, but as of now. */
function ended(browser, client, fields) {
  const at = browser.now();
  browser.setTimeout(() => client.trace('end', { at, ...fields }), 0);
}

function tracedWebSocket(browser, client, told) {
  return class extends browser.WebSocket {

    #request = client.nextRequest();

    constructor(url) {
      super(url);
      const request = this.#request;
      const { pathname, search } = new URL(url);
      client.trace('request', { request, method: 'GET', url: pathname + search });
      client.wire(request, 'up', `GET ${pathname}${search} HTTP/1.1\r\n`
        + 'Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      this.addEventListener('open', () => {
        client.trace('response', { request, status: 101 });
        client.wire(request, 'down', 'HTTP/1.1 101 Switching Protocols\r\n'
          + 'connection: Upgrade\r\nupgrade: websocket\r\n\r\n');
      });
      this.addEventListener('message', ({ data }) =>
        told.down({ request, wire: client.wire(request, 'down', shown(data)) }));
      this.addEventListener('close', ({ code, reason }) => {
        told.closed(code);
        client.trace('end',
          { request, reason: code === 1006 ? 'lost' : 'closed', detail: reason, code });
      });
    }

    send(data) {
      super.send(data);
      const wire = client.wire(this.#request, 'up', shown(data));
      told.up({ request: this.#request, wire });
    }
  };
}

function shown(data) {
  return typeof data === 'string' ? data : `[${data.byteLength} bytes]`;
}

function headerLines(headers) {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}

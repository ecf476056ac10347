/**
 * A WebSocket that is read message by message: `opened`, `read()`, `write(text)`,
 * `close()`, `closed`. With `WebSocketStream` not reading is felt by the sender,
 * because the browser then leaves the bytes in the socket. With `WebSocket` it is not:
 * the browser reads on and keeps what nobody takes, as long as it has memory.
 */
export function openSocket(url, { WebSocketStream, WebSocket }) {
  return WebSocketStream ? new StreamSocket(url, WebSocketStream)
    : new EventSocket(url, WebSocket);
}

/** Chromium has it, others not yet. */
class StreamSocket {

  #stream;
  #reader;
  #writer;

  constructor(url, WebSocketStream) {
    this.#stream = new WebSocketStream(url);
    this.closed = this.#stream.closed.then(
      ({ closeCode, reason }) => ({ code: closeCode, reason }),
      ({ closeCode, reason }) => ({ code: closeCode ?? 1006, reason: reason ?? '' }));
    this.opened = this.#open();
  }

  async #open() {
    const { readable, writable, extensions } = await this.#stream.opened;
    this.#reader = readable.getReader();
    this.#writer = writable.getWriter();
    return { extensions };
  }

  async read() {
    try {
      return (await this.#reader.read()).value;
    } catch {
      return undefined; // `closed` knows more
    }
  }

  write(text) {
    this.#writer.write(text).catch(() => {
      // `closed` says so too, and once is enough.
    });
  }

  close() {
    try {
      this.#stream.close({ closeCode: 1000 });
    } catch {
      // closed already
    }
    this.opened.catch(() => {}); // a handshake that nobody waits for any more
  }
}

class EventSocket {

  #socket;
  #arrived = [];
  #waiting;
  #over = false;

  constructor(url, WebSocket) {
    const socket = new WebSocket(url);
    this.#socket = socket;
    this.opened = new Promise((resolve, reject) => {
      socket.onopen = () => resolve({ extensions: socket.extensions });
      socket.onerror = reject;
    });
    this.closed = new Promise(resolve => {
      socket.onclose = ({ code, reason }) => {
        this.#over = true;
        this.#waiting?.(undefined);
        resolve({ code, reason });
      };
    });
    socket.onmessage = ({ data }) => {
      if (this.#waiting) {
        this.#waiting(data);
        this.#waiting = undefined;
      } else {
        this.#arrived.push(data);
      }
    };
  }

  /** The next message; undefined when there are no more. */
  async read() {
    if (this.#arrived.length > 0) return this.#arrived.shift();
    if (this.#over) return undefined;
    return new Promise(resolve => { this.#waiting = resolve; });
  }

  write(text) {
    this.#socket.send(text);
  }

  close() {
    this.#socket.close(1000);
    this.opened.catch(() => {});
  }
}

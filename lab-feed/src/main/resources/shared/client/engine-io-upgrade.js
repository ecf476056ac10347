import { abortable } from './browser.js';
import { ProtocolError } from './engine-io-parser.js';

/**
 * Moves a session from polling to WebSocket (Engine.IO protocol v4, "Upgrade") without
 * losing a packet or changing their order:
 *
 *     polling                              WebSocket
 *     goes on                              > 2probe    does it get through?
 *     the held poll is answered with 6     < 3probe    it does
 *     rests: no GET, no POST               > 5         from now on here
 *
 * The protocol document lets polling rest before the probe. Like the official client we
 * let it go on until then: a proxy that swallows WebSocket frames holds nobody up.
 */
export class EngineUpgrade {

  #polling;
  #websocket;
  #lost = new AbortController();

  constructor(polling, websocket) {
    this.#polling = polling;
    this.#websocket = websocket;
  }

  /** Resolves when WebSocket has been seen to get through. */
  async probe() {
    const answered = new Promise(resolve => {
      this.#websocket.listener = {
        opened: () => this.#websocket.send([{ type: 'ping', data: 'probe' }]),
        packet: ({ type, data }) => {
          if (type === 'pong' && data === 'probe') resolve();
          else this.abort(new ProtocolError(`2probe must get 3probe, was ${type}`));
        },
        drained() {}, // nothing else is sent before `5`
        ended: (reason, error) => this.abort(error),
      };
    });
    this.#websocket.open();
    await abortable(answered, this.#lost.signal);
  }

  /** Resolves when nothing is under way by polling any more, and `5` has been sent. */
  async complete() {
    await abortable(this.#polling.rest(), this.#lost.signal);
    this.#websocket.send([{ type: 'upgrade' }]);
  }

  /** Lets `probe` or `complete` fail, unless it is too late. */
  abort(error) {
    this.#lost.abort(error);
  }
}

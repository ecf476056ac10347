/**
 * What the clients use of the browser, in one place, so that a test can hand them
 * its own clock, network and chance, and never has to wait.
 */
export const browser = {
  now: () => performance.now(),
  setTimeout: (callback, millis) => setTimeout(callback, millis),
  clearTimeout: timer => clearTimeout(timer),
  random: () => Math.random(),
  fetch: (...args) => fetch(...args),
  location: globalThis.location,
  /** Fires `online` and `offline`. */
  network: globalThis.window ?? new EventTarget(),
  isOnline: () => globalThis.navigator?.onLine ?? true,
  WebSocket: globalThis.WebSocket,
  WebSocketStream: globalThis.WebSocketStream,
  EventSource: globalThis.EventSource,
  /** As if nobody had caught it, but the caller goes on. */
  reportError: error => globalThis.reportError(error),
};

/**
 * Waits for the promise, but no longer than until the signal aborts; then throws the
 * signal's reason. Leaves no listener behind.
 */
export function abortable(promise, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

package lab.comparison.browser;

/** A way to read the feed that a lab's page offers. */
enum Reader {

    LONG_POLLING(Lab.LONG_POLLING, "longPolling", true), INTERVAL_POLLING(
            Lab.LONG_POLLING, "intervalPolling", true), FETCHED_EVENT_STREAM(Lab.SSE,
                    "fetch", true), EVENT_SOURCE(Lab.SSE, "eventSource",
                            false), WEBSOCKET_STREAM(Lab.WEBSOCKET, "webSocketStream",
                                    true), WEBSOCKET(Lab.WEBSOCKET, "webSocket",
                                            false), SOCKET_IO(Lab.SOCKET_IO,
                                                    "upgrade",
                                                    false), SOCKET_IO_WEBSOCKET(
                                                            Lab.SOCKET_IO,
                                                            "webSocketOnly",
                                                            false), SOCKET_IO_POLLING(
                                                                    Lab.SOCKET_IO,
                                                                    "pollingOnly",
                                                                    true);

    final Lab lab;
    /** In the page's choice. */
    final String key;
    /** Whether the browser lets a script leave the bytes in the socket. */
    final boolean canStopReading;

    Reader(Lab lab, String key, boolean canStopReading) {
        this.lab = lab;
        this.key = key;
        this.canStopReading = canStopReading;
    }
}

import { EventSourceClient } from '/shared/client/event-source.js';
import { SseClient } from '/shared/client/sse.js';
import { startLab } from '/shared/lab-page.js';
import texts from './texts.js';

startLab({
  texts,
  transport: 'sse',
  sources: [
    'lab/sse/ServerSentEvent.java',
    'lab/sse/SseHub.java',
    'lab/sse/SseServer.java',
  ],
  clientSources: [
    'sse.js', 'event-stream.js', 'event-source.js', 'http-client.js',
    'resilient-client.js', 'backoff.js', 'connection-end.js', 'outbox.js',
    'watchdog.js',
  ],
  clients: [
    {
      key: 'fetch',
      grammar: 'event-stream',
      create: options => new SseClient(options),
    },
    {
      key: 'eventSource',
      grammar: 'event-stream',
      create: options => new EventSourceClient(options),
    },
  ],
});

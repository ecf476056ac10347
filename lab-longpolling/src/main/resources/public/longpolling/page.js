import { IntervalPollingClient } from '/shared/client/interval-polling.js';
import { LongPollingClient } from '/shared/client/long-polling.js';
import { startLab } from '/shared/lab-page.js';
import texts from './texts.js';

startLab({
  texts,
  transport: 'longpolling',
  sources: [
    'lab/longpolling/PollAnswer.java',
    'lab/longpolling/PollHub.java',
    'lab/longpolling/LongPollingServer.java',
  ],
  clientSources: [
    'long-polling.js', 'http-client.js', 'resilient-client.js', 'backoff.js',
    'connection-end.js', 'outbox.js', 'watchdog.js',
  ],
  clients: [
    {
      key: 'longPolling',
      grammar: 'http',
      create: options => new LongPollingClient(options),
    },
    {
      key: 'intervalPolling',
      grammar: 'http',
      create: options => new IntervalPollingClient(
        { ...options, intervalMillis: 2_000 }),
    },
  ],
});

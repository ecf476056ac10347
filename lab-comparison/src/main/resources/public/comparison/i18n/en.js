/** The comparison's texts in English; the same keys are in fr.js (a test compares them). */
export default {
  'comparison.title': 'Transport lab: the comparison',
  'comparison.heading': 'One feed, six wires',
  'comparison.lead':
    'The same notifications at the same moment, by six transports. A thin line goes back from each to when it was published.',
  'comparison.controls': 'What is published',
  'comparison.columns': 'The six transports',
  'comparison.start.quiet': 'Nothing is being published.',
  'comparison.start': 'Start the feed: one per second',

  'control.publish': 'Publish',
  'control.publish.expect':
    'One notification, to all six. See in which order the marks appear.',
  'control.publish.done': 'Published {cursor}.',
  'control.burst': 'Publish a burst',
  'control.burst.expect':
    '20 at once. Streams carry them one after the other; polls bring them together.',
  'control.burst.done': '20 published.',
  'control.restart': 'Measure afresh',
  'control.restart.expect': 'All figures start at zero; connections stay.',
  'control.restart.done': 'All figures started at zero.',
  'control.rate': 'Rate',
  'control.rate.value': '{rate} per second',
  'control.rate.none': 'none',
  'control.payload': 'Length of the body',
  'control.payload.value': { one: '{count} character', other: '{count} characters' },
  'control.interval': 'Interval',
  'control.failed': 'That did not work: {reason}.',

  'lane.socketio-websocket': 'Socket.IO (WS)',

  'column.median': 'latency, median',
  'column.p99': '99 %: {p99:duration}',
  'column.measuring': 'measuring…',
  'column.requests': 'requests',
  'column.perNotification': 'bytes per notification',
  'column.up': 'bytes up',
  'column.down': 'bytes down',
  'column.arrived': 'arrived',
  'column.latest': 'What arrived last',
  'column.drop': 'Drop my connection',
  'column.drop.expect':
    'The server cuts it without a goodbye. The client notices, waits a little, resumes from its cursor: nothing is lost.',
  'column.drop.done': 'Cut by the server.',
  'column.drop.none':
    'There was nothing to cut: between two requests there is no connection in use.',
  'column.offline': 'Go offline',
  'column.offline.expect':
    'This client hangs up. What is published meanwhile is kept by the server, and comes when you go online.',
  'column.offline.done': 'Offline.',
  'column.online': 'Go online',
  'column.online.expect':
    'The client connects, and says up to which cursor it has everything.',
  'column.online.done': 'Online again, from the cursor on.',
  'column.send': 'Publish from here',
  'column.send.expect': 'This way up costs: {how}',
  'column.send.polling': 'a request of its own, with all its headers.',
  'column.send.longpolling': 'a request of its own beside the one that is held.',
  'column.send.sse': 'a request of its own, for the stream goes down only.',
  'column.send.websocket': 'one frame on the connection that is open already.',
  'column.send.socketio-websocket':
    'one frame on the connection that is open already, and one for the acknowledgement.',
  'column.send.socketio-polling':
    'a request of its own beside the one that is held; the acknowledgement comes by the held one.',
  'column.send.done': 'Published {cursor}.',

  'sent.title': 'Sent by {transport}',
  'sent.body': 'From the comparison page.',

  'seen.waiting':
    'The connection was lost. Next try in {wait:duration} (try {attempt}); afterwards it resumes from its cursor.',
  'seen.offline':
    'Offline: the server keeps what is published, and the client will ask for all that follows its cursor.',
  'seen.closed': 'Not connected yet.',
  'seen.polling.nothing': 'Asks every {interval:duration}, and is told “nothing new”.',
  'seen.longpolling.nothing':
    'Has asked once; the server holds the request until there is news.',
  'seen.sse.nothing': 'Has asked once; the response is open and waits for events.',
  'seen.websocket.nothing': 'Was upgraded from HTTP; the connection waits, both ways.',
  'seen.socketio-websocket.nothing':
    'Was upgraded from HTTP, entered the namespace, and waits for events, both ways.',
  'seen.socketio-polling.nothing':
    'Has opened a session and entered the namespace; now the server holds a request until there is an event.',
  'seen.polling':
    'News waits for the next question: with one every {interval:duration} the median is {median:duration}, and {empty:percent} of the answers were empty.',
  'seen.longpolling': {
    one: 'The request is held until there is news, so it arrives in {median:duration}; {requests} requests for {count} notification, each with all its headers: {up:bytes} up.',
    other:
      'The request is held until there is news, so it arrives in {median:duration}; {requests} requests for {count} notifications, each with all its headers: {up:bytes} up.',
  },
  'seen.sse': {
    one: 'One response that never ends carries all: {median:duration}, {down:bytes} down, nothing up. The way up would be another request.',
    other:
      'One response that never ends carried all {count}: {median:duration}, {down:bytes} down each, nothing up. The way up would be another request.',
  },
  'seen.websocket': {
    one: 'One connection, upgraded once: {median:duration}, a frame of a few bytes around the text, {down:bytes} down. Messages go up the same way.',
    other:
      'One connection, upgraded once, carried all {count}: {median:duration}, {down:bytes} down each with a frame header of 2 to 4 bytes. Messages go up the same way.',
  },
  'seen.socketio-websocket': {
    one: 'One connection: {median:duration}, {down:bytes} down. Around the same text a frame header, two digits, the name of the event and the cursor once more: the price of events with names and answers.',
    other:
      'One connection carried all {count}: {median:duration}, {down:bytes} down each. Around the same text a frame header, two digits, the name of the event and the cursor once more: the price of events with names and answers.',
  },
  'seen.socketio-polling': {
    one: 'The same session over held requests, for where WebSocket does not get through: {median:duration}; {requests} requests for {count} notification, {up:bytes} up. Every pong and every event up is a request, too.',
    other:
      'The same session over held requests, for where WebSocket does not get through: {median:duration}; {requests} requests for {count} notifications, {up:bytes} up each. Every pong and every event up is a request, too.',
  },

  'seen.sse.resumed':
    '{requests} streams, one after the other, each resumed from the cursor where the last one ended: {count} arrived, {duplicates} twice, {gaps} gaps. {median:duration}, {down:bytes} down each.',
  'seen.websocket.resumed':
    '{requests} connections, one after the other, each resumed from the cursor where the last one ended: {count} arrived, {duplicates} twice, {gaps} gaps. {median:duration}, {down:bytes} down each.',
  'seen.socketio-websocket.resumed':
    '{requests} connections, one after the other; the server knew the session and its offset each time: {count} arrived, {duplicates} twice, {gaps} gaps. {median:duration}, {down:bytes} down each.',

  'chart.title': 'Latency, live',
  'chart.where':
    'From publishedAt (server’s clock) to arrival (browser’s clock); here both are clocks of one machine, good to ±1 ms. With two machines it would measure their clocks. Logarithmic.',
  'chart.seconds': 'seconds ago',
  'chart.millis': 'latency in ms',

  'table.title': 'The figures',
  'table.where':
    'Latency measured in this browser; requests and bytes counted on the server’s sockets, headers and framing included, TCP and IP not.',
  'table.transport': 'Transport',
  'table.arrived': 'Arrived',
  'table.median': 'Median (ms)',
  'table.p99': '99 % (ms)',
  'table.requests': 'Requests',
  'table.bytesUp': 'Up (bytes)',
  'table.bytesDown': 'Down (bytes)',
  'table.upPerNotification': 'Up per notification (bytes)',
  'table.downPerNotification': 'Down per notification (bytes)',
  'table.duplicates': 'Duplicates',
  'table.gaps': 'Gaps',
  'table.download': 'Download as CSV',

  'raw.title': 'The raw bytes, side by side',
  'raw.where':
    'As they went over the server’s sockets, a copy by way of /wire. Choose a line here and its dot is marked in the picture, and the reverse.',

  'budget.title': 'Six connections, and who has them',
  'budget.now': {
    one: 'A browser opens at most six HTTP/1.1 connections to one host. This page holds {held} of them all the time (long polling, SSE, Socket.IO over polling, and the copy of the raw bytes); interval polling, publishing and the counters share the others, one short request at a time. WebSocket is not counted among the six ({count} connection open for it now).',
    other:
      'A browser opens at most six HTTP/1.1 connections to one host. This page holds {held} of them all the time (long polling, SSE, Socket.IO over polling, and the copy of the raw bytes); interval polling, publishing and the counters share the others, one short request at a time. WebSocket is not counted among the six ({count} connections open for it now).',
  },
  'budget.raw': 'the copy of the raw bytes',
  'budget.shared': 'free for short requests',
  'budget.note':
    'Try it: open this page in a second tab. Two times four are more than six, and in both tabs every other request waits until a poll is answered; only WebSocket goes on. HTTP/2 carries many streams over one connection and has no such limit.',

  'source.ComparisonServer.java': 'all the routes on one feed',
  'source.SseHub.java': 'clients of the event stream',
  'source.PollHub.java': 'requests that are held',
  'source.WebSocketHub.java': 'clients of the WebSocket',
  'source.FeedHub.java': 'clients of Socket.IO',
  'source.NotificationFeed.java': 'one ring, many cursors',
};

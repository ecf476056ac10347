package lab.exercises.sse_feed;

import lab.feed.Subscription;

/** Somebody who reads the stream. Whoever reads its subscription or writes to it holds its monitor. */
record Client(ResponseStream response, Subscription subscription) {
}

package lab.feed.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A socket on which writes take turns. Jetty's own refuses a write while another is under way
 * ({@code WritePendingException}), because it expects one writer. A WebSocket connection has
 * two: the drain, which writes what everybody gets, and whoever answers what the peer says.
 * Each writes whole frames, so whole frames take turns.
 */
public final class LabEndPoint extends SocketChannelEndPoint {

    private final Tap tap;
    /** Ends the connection; null if nothing is awaited. */
    private volatile Scheduler.Task deadline;

    // Guarded by turns; so is the order in which the tap sees the bytes.
    private final Object turns = new Object();
    private Queue<Turn> waiting;
    private boolean writing;
    private boolean startingTurns;
    /** The turn last started has ended already. */
    private boolean turnIsOver;

    LabEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key,
            Scheduler scheduler,
            Tap tap) {
        super(channel, selector, key, scheduler);
        this.tap = tap;
    }

    /** Ends the connection unless {@link #requestArrived} comes first. */
    void awaitFirstRequest(Duration limit) {
        closeAfter(limit);
    }

    /** Ends the connection after so long, whatever the peer says until then. */
    public void closeAfter(Duration limit) {
        deadline = getScheduler().schedule(this::close, limit.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    void requestArrived() {
        Scheduler.Task pending = deadline;
        if (pending != null) {
            deadline = null;
            pending.cancel();
        }
    }

    /** Writes, or waits for its turn to. Never blocks, never throws because of another write. */
    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        Turn turn = new Turn(callback, buffers);
        synchronized (turns) {
            if (writing) {
                if (waiting == null) {
                    waiting = new ArrayDeque<>(2); // most connections never need one
                }
                waiting.add(turn);
                return;
            }
            writing = true;
        }
        if (isTakenAtOnce(buffers)) {
            turn.succeeded();
        } else {
            super.write(turn, buffers);
        }
    }

    /** Nearly always: then nobody has to wait for the socket, which is what Jetty's write is for. */
    private boolean isTakenAtOnce(ByteBuffer... buffers) {
        try {
            return flush(buffers);
        } catch (IOException gone) {
            return false; // Jetty's write fails likewise, and tells whom it concerns
        }
    }

    /** How many writes wait behind the one under way. */
    public int waitingWrites() {
        synchronized (turns) {
            return waiting == null ? 0 : waiting.size();
        }
    }

    /**
     * A write that the socket takes at once ends before it returns, and calls this again: so a
     * loop starts the turns, or a thousand that wait would be a thousand deep in the stack.
     */
    private void turnEnded() {
        synchronized (turns) {
            turnIsOver = true;
            if (startingTurns) {
                return;
            }
            startingTurns = true;
        }
        for (Turn next = nextTurn(); next != null; next = nextTurn()) {
            super.write(next, next.buffers);
        }
    }

    /** The one to start now; null if there is none, or one is still under way. */
    private Turn nextTurn() {
        synchronized (turns) {
            Turn next = turnIsOver && waiting != null ? waiting.poll() : null;
            if (next == null) {
                startingTurns = false;
                writing = !turnIsOver;
            }
            turnIsOver = false;
            return next;
        }
    }

    @Override
    public void onClose(Throwable cause) {
        super.onClose(cause);
        requestArrived(); // or never will
        if (tap != null) {
            tap.closed(this);
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        if (tap == null) {
            return super.fill(buffer);
        }
        synchronized (turns) {
            int filled = super.fill(buffer);
            if (filled > 0) {
                tap.received(this, buffer.slice(buffer.limit() - filled, filled));
            }
            return filled;
        }
    }

    /**
     * The tap is told within the lock: the client may answer before it has been, and what it
     * says is to be seen after what it was told.
     */
    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        if (tap == null) {
            return flushUnseen(buffers);
        }
        synchronized (turns) {
            int[] starts = positions(buffers);
            boolean all = flushUnseen(buffers);
            for (int i = 0; i < buffers.length; i++) {
                int taken = buffers[i].position() - starts[i];
                if (taken > 0) {
                    tap.sent(this, buffers[i].slice(starts[i], taken));
                }
            }
            return all;
        }
    }

    /** What Jetty does, but for a single buffer with a plain write, which costs the system less. */
    private boolean flushUnseen(ByteBuffer... buffers) throws IOException {
        return buffers.length == 1 ? flush(buffers[0]) : super.flush(buffers);
    }

    private boolean flush(ByteBuffer buffer) throws IOException {
        try {
            if (getChannel().write(buffer) > 0) {
                notIdle();
            }
            return !buffer.hasRemaining();
        } catch (IOException gone) {
            throw new EofException(gone);
        }
    }

    private static int[] positions(ByteBuffer[] buffers) {
        return Arrays.stream(buffers).mapToInt(ByteBuffer::position).toArray();
    }

    /** One write, and after it the next one's turn. */
    private final class Turn extends Callback.Nested {

        private final ByteBuffer[] buffers;

        Turn(Callback callback, ByteBuffer[] buffers) {
            super(callback);
            this.buffers = buffers;
        }

        @Override
        public void succeeded() {
            turnEnded();
            super.succeeded();
        }

        /** Then the connection is broken, and the next write fails by itself. */
        @Override
        public void failed(Throwable cause) {
            turnEnded();
            super.failed(cause);
        }
    }
}

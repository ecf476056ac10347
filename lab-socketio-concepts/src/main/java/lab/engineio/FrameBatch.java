package lab.engineio;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Frames that go out with one write, and whom to tell of it. To copy short frames together costs less than the
 * operating system's part of another write. Not thread-safe while it is filled.
 */
final class FrameBatch implements Callback {

    /** Beyond it a copy costs more than it saves. */
    private static final int MAX_BYTES = 16 * 1024;

    private final List<ByteBuffer> frames = new ArrayList<>();
    private final List<Callback> written = new ArrayList<>();
    private int length;

    /** @return false, and nothing added, if there is no room for it; the first has room, however long it is */
    boolean add(ByteBuffer frame, Callback callback) {
        if (length > 0 && length + frame.remaining() > MAX_BYTES) {
            return false;
        }
        length += frame.remaining();
        frames.add(frame);
        written.add(callback);
        return true;
    }

    ByteBuffer bytes() {
        if (frames.size() == 1) {
            return frames.get(0);
        }
        ByteBuffer together = ByteBuffer.allocate(length);
        frames.forEach(together::put);
        return together.flip();
    }

    @Override
    public void succeeded() {
        written.forEach(Callback::succeeded);
    }

    @Override
    public void failed(Throwable gone) {
        written.forEach(callback -> callback.failed(gone));
    }

    @Override
    public InvocationType getInvocationType() {
        return written.stream().map(Callback::getInvocationType)
                .reduce(InvocationType.EITHER, Invocable::combine);
    }
}

package lab.feed.server;

import java.nio.ByteBuffer;

/** Bytes that go to many clients. */
public final class SharedBytes {

    private SharedBytes() {
    }

    /**
     * Outside of the heap, where the operating system takes them from: bytes on the heap are copied
     * there for every single write, because the garbage collector may move them meanwhile. To
     * allocate it costs more than a copy, so not for what one client alone gets.
     *
     * @return read-only; whoever writes it takes a {@link ByteBuffer#duplicate}, which has a position of its own
     */
    public static ByteBuffer of(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip()
                .asReadOnlyBuffer();
    }
}

package lab.feed.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 6455 §7.4. */
class CloseCodeTest {

    @Test
    void onlyCodesThatMayBeSentAreSent() {
        assertThat(CloseCode.values()).extracting(CloseCode::code)
                .allMatch(CloseCode::mayBeSent);
    }

    /** §7.4.1: 1004 is reserved; 1005, 1006 and 1015 say in an API what no frame may say. */
    @Test
    void codesThatNoFrameMayCarry() {
        assertThat(
                IntStream.of(0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535))
                .noneMatch(CloseCode::mayBeSent);
    }

    /** §7.4.2: from 3000 on they are libraries' and applications' own. */
    @Test
    void codesThatAFrameMayCarry() {
        assertThat(IntStream.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011,
                3000, 4999))
                .allMatch(CloseCode::mayBeSent);
    }
}

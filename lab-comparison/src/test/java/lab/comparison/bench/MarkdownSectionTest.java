package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownSectionTest {

    private static final String RESULT = """
            {"start": "2026-11-20T10:00:00Z", "conditions": "7 clients.", "results": [
             {"implementation": "lab", "transport": "socketio", "figures": {"cpuMicrosPerDelivery": {"values": [9, 8]}}},
             {"implementation": "node", "transport": "socketio", "figures": {"cpuMicrosPerDelivery": {"values": [10]}}}]}
            """;

    @TempDir
    private Path directory;

    @Test
    void theFiguresOfAResultFileReplaceThoseOfTheLast() throws IOException {
        Path result = Files.writeString(directory.resolve("bench.json"), RESULT);
        Path readme = Files.writeString(directory.resolve("README.md"),
                "before\n<!-- bench -->\nold\n<!-- /bench -->\nbehind\n");

        MarkdownSection.rewrite(readme, result);

        assertThat(readme).hasContent(
                """
                        before
                        <!-- bench -->
                        | median (min..max) | Socket.IO (lab) | Socket.IO (node) | Socket.IO: lab / best peer |
                        | --- | --- | --- | --- |
                        | server CPU per delivery, µs | 8.50 (8.00..9.00) | 10.00 | 0.85 |

                        2026-11-20T10:00:00Z: 7 clients.
                        <!-- /bench -->
                        behind
                        """);
    }

    @Test
    void aFileWithoutThePartIsRefused() throws IOException {
        Path readme = Files.writeString(directory.resolve("README.md"), "nothing\n");

        assertThatThrownBy(() -> MarkdownSection.in(readme))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("%s must have the lines <!-- bench --> and <!-- /bench -->",
                        readme);
    }
}

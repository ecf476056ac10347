package lab.socketio.editor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.testkit.LabClient;
import lab.testkit.NodeTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CRDT of the page and that of the server are one: the same edits give the same text. */
class SharedTextInJavaScriptTest {

    private static final Path REPLAY = Path.of("src/test/js/shared-text-replay.mjs");

    @TempDir
    private Path directory;

    /** In the order in which each replica heard of them: some too early, some twice. */
    @Test
    void theSameEditsGiveTheSameText() throws Exception {
        NodeTests.require();
        List<List<Edit>> histories = new ArrayList<>();
        List<SharedText> texts = new ArrayList<>();
        for (int seed = 0; seed < 1_000; seed++) {
            History history = new History(seed).deliverAll();
            histories.addAll(history.applied);
            texts.addAll(history.replicas);
        }
        Path file = Files.writeString(directory.resolve("histories.json"),
                LabClient.json(histories));

        JsonNode results = LabClient.parse(NodeTests.output(
                List.of("node", REPLAY.toString(), file.toString())));

        assertThat(results).hasSize(texts.size()).hasSizeGreaterThan(2_000);
        for (int i = 0; i < texts.size(); i++) {
            JsonNode result = results.get(i);
            assertThat(result.path("text").textValue()).isEqualTo(texts.get(i).text());
            assertThat(Replica.parse(result.path("state")))
                    .isEqualTo(texts.get(i).state());
            assertThat(result.path("clock").intValue()).isEqualTo(texts.get(i).clock());
        }
    }
}

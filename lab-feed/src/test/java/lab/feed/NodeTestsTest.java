package lab.feed;

import java.nio.file.Path;
import lab.testkit.NodeTests;
import org.junit.jupiter.api.Test;

class NodeTestsTest {

    /** There were 697; far fewer means that some were not found. */
    @Test
    void everyNodeTestPasses() throws Exception {
        NodeTests.pass(Path.of("src/test/js"), 450);
    }
}

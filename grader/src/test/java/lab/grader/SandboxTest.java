package lab.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxTest {

    /** A machine without bubblewrap cannot run what is about it; CI must. */
    static Sandbox required() {
        Sandbox sandbox = Sandbox.probe();
        if (!sandbox.available()) {
            System.out.println(
                    "not run: tests of the sandbox, which need Linux with bubblewrap");
        }
        assumeTrue(sandbox.available());
        return sandbox;
    }

    @Test
    void withoutASandboxCommandsAreStartedAsTheyAre() {
        assertThat(Sandbox.NONE.aroundJudge(null, 0)).isEmpty();
        assertThat(Sandbox.NONE.aroundSubmission(null)).isEmpty();
    }

    @Test
    void aSubmissionSeesNoShellAndNothingThatCanBeWritten() {
        Sandbox sandbox = required();

        List<String> command = sandbox
                .aroundSubmission(java.nio.file.Path.of("/tmp/classes"));

        assertThat(command).contains("--clearenv", "--disable-userns", "--unshare-pid")
                .doesNotContain("--bind", "--dev-bind", "--tmpfs", "/usr/bin", "/bin");
    }
}

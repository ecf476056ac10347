package lab.comparison.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** Says when the browser tests are not part of a build, so that nobody believes they passed. */
class BrowserTestsTest {

    private static final String NOT_RUN = "Browser tests were not run; they need Chromium and a download of 202 MB:"
            + " mvn verify -Pbrowser";

    @Test
    void areCompiledWhereTheyAreAskedFor() {
        boolean compiled = getClass().getResource("LabPageTest.class") != null;
        if (!compiled) {
            System.out.println(NOT_RUN);
        }

        // CI=true switches the profile on: there it may not be missing.
        assertThat(compiled || !"true".equals(System.getenv("CI"))).as(NOT_RUN)
                .isTrue();
        assumeTrue(compiled, NOT_RUN);
    }
}

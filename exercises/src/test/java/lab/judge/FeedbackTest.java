package lab.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a student reads when a check has not passed, word by word. */
class FeedbackTest {

    private static final Rule NOT_MODIFIED = Rule
            .rule("304 without a body", "304 sans corps").source("RFC 9110 §15.4.5")
            .cause("If-None-Match is not looked at.",
                    "If-None-Match n'est pas regardé.");

    @Test
    void aFailureSaysWhatWasDoneExpectedAndSeenAndHowToSeeItAgain() {
        CheckResult result = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
                .judge(trial -> {
                    Instance server = trial.start();
                    trial.step("read it with its own tag",
                            "le lire avec sa propre étiquette");
                    Response response = server.get("/x", "If-None-Match: \"it's\"");
                    response.require(response.status() == 304, NOT_MODIFIED);
                });

        assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(result.score()).isZero();
        assertThat(result.feedback().in("en")).isEqualTo(
                """
                        Done: read it with its own tag
                        Expected: 304 without a body (RFC 9110 §15.4.5)
                        Came back: 200 hi
                        Likely cause: If-None-Match is not looked at.
                        Reproduce with: curl -i -H 'If-None-Match: "it'\\''s"' 'http://localhost:7010/x'
                        On the wire:
                            > GET /x HTTP/1.1
                            > Host: localhost:7010
                            > Connection: close
                            > If-None-Match: "it's"
                            >
                        >>> < HTTP/1.1 200 OK
                            < Content-Length: 2
                            <
                            < hi
                        """);
        assertThat(result.feedback().in("fr")).isEqualTo(
                """
                        Fait: le lire avec sa propre étiquette
                        Attendu: 304 sans corps (RFC 9110 §15.4.5)
                        Reçu: 200 hi
                        Cause probable: If-None-Match n'est pas regardé.
                        À reproduire par: curl -i -H 'If-None-Match: "it'\\''s"' 'http://localhost:7010/x'
                        Sur le fil:
                            > GET /x HTTP/1.1
                            > Host: localhost:7010
                            > Connection: close
                            > If-None-Match: "it's"
                            >
                        >>> < HTTP/1.1 200 OK
                            < Content-Length: 2
                            <
                            < hi
                        """);
    }

    @Test
    void theFieldThatIsWrongIsMarked() {
        CheckResult result = answering("HTTP/1.1 204 No\r\nETag: 1\r\n\r\n")
                .judge(trial -> {
                    Response response = trial.start().get("/");
                    response.requireField("\"1\"".equals(response.field("ETag")),
                            "ETag",
                            Rule.rule("quotes", "des guillemets"));
                });

        assertThat(result.feedback().got().en()).isEqualTo("ETag: 1");
        assertThat(result.feedback().source()).isEqualTo("RFC 0000 §1");
        assertThat(result.feedback().transcript()).contains(">>> < ETag: 1");
    }

    @Test
    void silenceIsATimeoutAndNotAMistakeOfTheCheck() {
        CheckResult result = new CannedExercise(new byte[0], false)
                .judge(trial -> trial.start().get("/"));

        assertThat(result.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(result.feedback().in("en")).contains("Expected: More bytes",
                "Came back: nothing, for longer than any working answer takes");
    }

    @Test
    void whatIsNotHttpIsAFailure() {
        CheckResult result = answering("HTTP/1.1 OK\r\n\r\n")
                .judge(trial -> trial.start().get("/"));

        assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(result.feedback().got().en()).isEqualTo("\"HTTP/1.1 OK\"");
    }

    @Test
    void aMistakeOfTheCheckCostsNothingAndSaysWhereItIs() {
        CheckResult result = answering("").judge(trial -> {
            throw new IllegalStateException("a mistake");
        });

        assertThat(result.outcome()).isEqualTo(Outcome.GRADER_ERROR);
        assertThat(result.feedback().in("en")).contains(
                "Came back: java.lang.IllegalStateException: a mistake",
                "lab.judge.FeedbackTest");
    }

    @Test
    void hostileBytesAreOnlyEverShownAsText() {
        CheckResult result = answering(
                "HTTP/1.1 200 \u001b[2J\r\nX: \u202e\r\n\r\n\u001b]0;title\u0007")
                .judge(trial -> {
                    Response response = trial.start().get("/");
                    response.require(false, NOT_MODIFIED);
                });

        assertThat(result.feedback().in("en")).contains("\\x1b]0;title\\x07",
                "\\u{202e}").doesNotContain("\u001b", "\u202e", "\u0007");
    }

    private static CannedExercise answering(String text) {
        return new CannedExercise(text.getBytes(StandardCharsets.UTF_8), true);
    }
}

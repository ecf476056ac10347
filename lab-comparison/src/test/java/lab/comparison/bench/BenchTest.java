package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchTest {

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "--transport=carrier-pigeon | Transport must be one of polling, longpolling, sse, websocket, socketio, was \"carrier-pigeon\"",
            "--modes=fast               | Mode must be one of startup, idle, heartbeat, cpu, sustained, slow, was \"fast\"",
            "--modes=slow               | Mode slow needs --slow of 1 or more, was 0",
            "--clients=0                | Clients must be in 1..10000, was 0",
            "--clients=10001            | Clients must be in 1..10000, was 10001",
            "--clients=many             | 'many' is not an int",
            "--rate=0                   | Rate must be in 0.1..10000 publishes per second, was 0",
            "--rate=NaN                 | Rate must be in 0.1..10000 publishes per second, was NaN",
            "--payload=11               | Payload must be in 12..2000 characters, was 11",
            "--duration=10              | Duration must be a number with ms, s or m, such as 10s, was \"10\"",
            "--duration=11m             | Duration must be in 1s..10m, was 11m",
            "--warmup=3m                | Warm-up must be in 0s..2m, was 3m",
            "--repeat=0                 | Repeats must be in 1..50, was 0",
            "--slow=101                 | Slow clients must be in 0..100, was 101",
            "--pid=1                    | --pid belongs to --url, which is missing",
            "--url=http://example.com   | Load goes to this machine only (localhost, 127.0.0.0/8 or [::1]), was \"example.com\"",
            "--speed=9                  | Unknown option: '--speed=9'"})
    void badArgumentsNameTheRuleAndTheValue(String argument, String message) {
        int exitCode = execute(argument);

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString()).contains(message).contains("./lab bench --help");
        assertThat(output.toString()).isEmpty();
    }

    @Test
    void moreDeliveriesThanCanBeCountedAreRefused() {
        int exitCode = execute("--clients=10000", "--rate=10000", "--duration=10m");

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString()).contains(
                "Clients × rate × duration must be in 0..2000000000 deliveries, was 60000000000");
    }

    @Test
    void helpListsTheOptions() {
        int exitCode = execute("--help");

        assertThat(exitCode).isZero();
        assertThat(output.toString()).contains("--transport", "--clients", "--rate",
                "--payload", "--duration",
                "--warmup", "--repeat", "--url", "--pid", "--peers", "--slow",
                "--modes", "--out");
    }

    private int execute(String... arguments) {
        CommandLine line = Bench.commandLine();
        line.setOut(new PrintWriter(output, true));
        line.setErr(new PrintWriter(errors, true));
        return line.execute(arguments);
    }
}

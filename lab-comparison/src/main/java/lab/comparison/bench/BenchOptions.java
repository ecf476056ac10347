package lab.comparison.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import picocli.CommandLine.Option;

/** What can be said on the command line. */
final class BenchOptions {

    @Option(names = "--transport", split = ",", defaultValue = "longpolling,sse,websocket", paramLabel = "NAME", description = "polling, longpolling, sse, websocket, socketio (default: ${DEFAULT-VALUE}).")
    private List<Transport> transports;

    @Option(names = "--modes", split = ",", defaultValue = "startup,idle,cpu,sustained", paramLabel = "NAME", description = "startup, idle, heartbeat, cpu, sustained (default: ${DEFAULT-VALUE}); --slow adds slow.")
    private Set<Mode> modes;

    @Option(names = "--clients", defaultValue = "1000", description = "Clients under load (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--idle-clients", defaultValue = "5000", description = "Clients for the memory of idle connections (default: ${DEFAULT-VALUE}).")
    private int idleClients;

    @Option(names = "--rate", defaultValue = "10", description = "Publishes per second, each to all clients (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--payload", defaultValue = "100", description = "Characters in a notification's body (default: ${DEFAULT-VALUE}).")
    private int payload;

    @Option(names = "--duration", defaultValue = "10s", paramLabel = "TIME", description = "Of one measurement, as 10s or 2m (default: ${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(names = "--warmup", defaultValue = "10s", paramLabel = "TIME", description = "Load before it, until the compilers are done (default: ${DEFAULT-VALUE}).")
    private Duration warmup;

    @Option(names = "--warmup-rate", defaultValue = "30", description = "Publishes per second of the warm-up (default: ${DEFAULT-VALUE}).")
    private double warmupRate;

    @Option(names = "--settle", defaultValue = "3s", paramLabel = "TIME", description = "Before memory is read (default: ${DEFAULT-VALUE}).")
    private Duration settle;

    @Option(names = "--poll-interval", defaultValue = "1s", paramLabel = "TIME", description = "Of interval polling (default: ${DEFAULT-VALUE}).")
    private Duration pollInterval;

    @Option(names = "--repeat", defaultValue = "3", description = "Of everything, in turn; medians are reported (default: ${DEFAULT-VALUE}).")
    private int repeat;

    @Option(names = "--slow", defaultValue = "0", description = "Also measure p99 beside so many clients that never read (default: ${DEFAULT-VALUE}).")
    private int slow;

    @Option(names = "--peers", description = "Also measure servers of others that do the same, in turn with ours.")
    private boolean peers;

    @Option(names = "--url", description = "A lab that is running on this machine, instead of starting each.")
    private String url;

    @Option(names = "--pid", description = "Its process, without which its CPU and memory are not measured.")
    private Long pid;

    @Option(names = "--java-option", paramLabel = "OPTION", description = "For the labs that are started, such as --java-option=-Xmx256m; may be repeated.")
    private List<String> javaOptions = List.of();

    @Option(names = "--out", defaultValue = "bench-results", paramLabel = "DIRECTORY", description = "For bench.json and bench.html (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--readme", paramLabel = "FILE", description = "Markdown whose part between <!-- bench --> and <!-- /bench --> shall show the figures.")
    private Path readme;

    @Option(names = {"-h",
            "--help"}, usageHelp = true, description = "Show this help and end.")
    private boolean help;

    /** Throws {@link IllegalArgumentException} with the rule and the value that breaks it. */
    Settings settings() {
        Set<Mode> wanted = EnumSet.copyOf(modes);
        if (slow > 0) {
            wanted.add(Mode.SLOW);
        }
        return new Settings(transports.stream().distinct().toList(), wanted, clients,
                idleClients, rate, payload,
                duration, warmup, warmupRate, settle, pollInterval, repeat, slow);
    }

    /** The labs, to be started, or the one that runs at {@code --url}. */
    BenchRun.Starter labs() {
        if (url == null) {
            if (pid != null) {
                throw new IllegalArgumentException(
                        "--pid belongs to --url, which is missing");
            }
            return new LabServers(javaOptions)::start;
        }
        OptionalLong process = pid == null
                ? OptionalLong.empty()
                : OptionalLong.of(pid);
        if (pid != null && ProcessHandle.of(pid).isEmpty()) {
            throw new IllegalArgumentException(
                    "--pid must be that of a running process, was " + pid);
        }
        ServerUnderTest running = new ServerUnderTest.Running(Endpoint.of(url),
                process);
        return transport -> running;
    }

    boolean wantsPeers() {
        return peers;
    }

    /** A lab whose process is not known cannot be asked for CPU and memory. */
    boolean hidesProcess() {
        return url != null && pid == null;
    }

    Path out() {
        return out;
    }

    Optional<Path> readme() {
        return Optional.ofNullable(readme);
    }
}

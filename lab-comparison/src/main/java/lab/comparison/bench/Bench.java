package lab.comparison.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code ./lab bench}. */
@CommandLine.Command(name = "bench", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

    @Option(names = "--url", required = true)
    private String url;
    @Option(names = "--pid")
    private long pid;
    @Option(names = "--transport", required = true)
    private String transport;
    @Option(names = "--clients")
    private int clients = 1000;
    @Option(names = "--rate")
    private double rate = 10;
    @Option(names = "--payload")
    private int payload = 100;
    @Option(names = "--seconds")
    private int seconds = 10;
    @Option(names = "--warmup-seconds")
    private int warmup = 3;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Load load = Load.open(Endpoint.of(url), Transport.of(transport), clients, Duration.ofSeconds(1))) {
            load.run(rate, payload, Duration.ofSeconds(warmup), n -> { });
            double server = cpu(pid);
            double own = cpu(ProcessHandle.current().pid());
            Deliveries d = load.run(rate, payload, Duration.ofSeconds(seconds), n -> { });
            server = cpu(pid) - server;
            own = cpu(ProcessHandle.current().pid()) - own;
            System.out.printf(Locale.ROOT, "%-12s received %d  %.0f/s  ms p50 %.2f p90 %.2f p99 %.2f max %.2f  lost %d dup %d order %d refused %d"
                    + "  server CPU %.2f us/delivery (%.2f s)  own CPU %.2f us/delivery (%.2f s)%s%n", transport,
                    d.received(), d.perSecond(), d.latencyMillis(50), d.latencyMillis(90), d.latencyMillis(99), d.maxMillis(), d.lost(),
                    d.duplicated(), d.outOfOrder(), d.refused(), server * 1e6 / d.received(), server, own * 1e6 / d.received(), own,
                    "  " + load.failures());
        }
        return 0;
    }

    private static double cpu(long pid) {
        return pid == 0 ? Double.NaN : ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }
}

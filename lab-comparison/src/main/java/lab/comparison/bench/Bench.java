package lab.comparison.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./lab bench}: how much a transport costs, measured from outside over sockets. */
@Command(name = "bench", sortOptions = false, usageHelpAutoWidth = true, description = "Measures the labs under load, from this machine on this machine.")
public final class Bench implements Callable<Integer> {

    @Mixin
    private BenchOptions options;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Errors are one line each, without a trace: they speak to somebody at a terminal. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Bench());
        line.setOverwrittenOptionsAllowed(true); // a file of options, and then what is to be different
        line.registerConverter(Transport.class, explained(Transport::of));
        line.registerConverter(Mode.class, explained(Mode::of));
        line.registerConverter(Duration.class, explained(Durations::parse));
        line.setParameterExceptionHandler((exception, arguments) -> {
            line.getErr().println(exception.getMessage());
            line.getErr().println("./lab bench --help lists the options.");
            return line.getCommandSpec().exitCodeOnInvalidInput();
        });
        line.setExecutionExceptionHandler((exception, commandLine, result) -> {
            line.getErr().println(exception.getMessage());
            return line.getCommandSpec().exitCodeOnExecutionException();
        });
        return line;
    }

    /** Only this exception's message reaches the user. */
    private static <T> ITypeConverter<T> explained(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings;
        BenchRun.Starter labs;
        try {
            settings = options.settings();
            labs = options.labs();
            if (options.readme().isPresent()) {
                MarkdownSection.in(options.readme().get()); // now, not after an hour
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        List<Peers> peers = options.wantsPeers()
                ? Peers.find(settings.transports())
                : List.of();
        warnOfWhatIsNotMeasured(settings);
        Report report = measure(settings, subjects(settings, labs, peers));
        spec.commandLine().getOut().print(TextTable.of(report));
        write(report);
        return report.isFlawless() ? 0 : 1;
    }

    /** A transport's own server beside its peers, so that they are measured one after the other. */
    private static Map<Subject, BenchRun.Starter> subjects(Settings settings,
            BenchRun.Starter labs, List<Peers> peers) {
        Map<Subject, BenchRun.Starter> starters = new LinkedHashMap<>();
        for (Transport transport : settings.transports()) {
            starters.put(new Subject(Subject.LAB, transport), labs);
            peers.forEach(family -> family.of(transport)
                    .forEach((name, starter) -> starters
                            .put(new Subject(name, transport), starter)));
        }
        return starters;
    }

    private void warnOfWhatIsNotMeasured(Settings settings) {
        if (options.hidesProcess()) {
            System.err.println(
                    "CPU and memory of the lab at --url are not measured without --pid.");
        } else if (settings.modes().contains(Mode.IDLE)
                && !Resources.memoryIsMeasurable()) {
            System.err.println("Memory is not measured: this system has no /proc.");
        }
    }

    private static Report measure(Settings settings,
            Map<Subject, BenchRun.Starter> starters)
            throws IOException, InterruptedException {
        Instant start = Instant.now();
        try (Progress progress = Progress
                .of(BenchRun.steps(settings, starters.size()))) {
            BenchRun run = new BenchRun(settings, starters, progress::step);
            run.run();
            return new Report(start, Machine.here(), settings, run.results(),
                    run.notes());
        }
    }

    private void write(Report report) throws IOException {
        Path out = Files.createDirectories(options.out());
        Path json = Files.writeString(out.resolve("bench.json"), JsonReport.of(report));
        if (options.readme().isPresent()) {
            MarkdownSection.rewrite(options.readme().get(), json);
        }
        Path html = Files.writeString(out.resolve("bench.html"), HtmlReport.of(report));
        spec.commandLine().getOut().println(List.of(json, html).stream()
                .map(file -> file.toAbsolutePath().normalize().toUri().toString())
                .collect(Collectors.joining(System.lineSeparator())));
    }
}

package lab.feed.server;

import io.javalin.util.JavalinBindException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What every lab's {@code main} does: settings, start, the address and what is for this terminal only, clean stop. */
public final class LabMain {

    private LabMain() {
    }

    /**
     * Returns when the server runs; it stops, and tells its clients, when the process is asked to
     * end. Ends the process with 2 for a wrong setting or argument, with 1 if the port is taken.
     *
     * @param args none, {@code --help}, or {@code --open} to open the page in the browser
     */
    public static void run(String[] args, String command, int defaultPort,
            Function<Settings, LabServer> start) {
        List<String> arguments = Arrays.asList(args);
        if (arguments.contains("--help")) {
            System.out.print(Settings.help(command, defaultPort));
            return;
        }
        try {
            if (!Set.of("--open").containsAll(arguments)) {
                throw new IllegalArgumentException(
                        "Arguments must be none, --open or --help, was \"%s\""
                                .formatted(String.join(" ", args)));
            }
            LabServer server = start.apply(Settings.fromEnvironment(defaultPort));
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(server::close, "lab-shutdown"));
            System.out.println(command + " lab: " + server.uri());
            server.secrets().forEach(System.out::println);
            if (arguments.contains("--open")) {
                Browser.open(server.uri().resolve("/?rate=1"));
            }
        } catch (IllegalArgumentException wrongSetting) {
            System.err.println(wrongSetting.getMessage());
            System.exit(2);
        } catch (JavalinBindException taken) {
            System.err.println(taken.getCause().getMessage()
                    + ": the port must be free. Another: LAB_PORT=0");
            System.exit(1);
        }
    }
}

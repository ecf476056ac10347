package lab.comparison.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Starts the labs of this project, each in a virtual machine of its own. */
final class LabServers {

    /** Off limits for people in a classroom, but the bench publishes from one address. */
    private static final String PUBLISH_RATE = "100000";

    private final List<String> javaOptions;

    LabServers(List<String> javaOptions) {
        this.javaOptions = List.copyOf(javaOptions);
    }

    ServerUnderTest start(Transport transport) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ownOptions());
        command.addAll(javaOptions);
        command.addAll(List.of("-Dlab.port=0", "-Dlab.publish.rate=" + PUBLISH_RATE,
                "-cp", ClassPath.of(LabServers.class.getClassLoader()),
                transport.labClass));
        return new ServerProcess(new ProcessBuilder(command));
    }

    /** What ./lab gives a lab's machine it gives the bench's as well: see .mvn/jvm.config. */
    private static List<String> ownOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X"))
                .toList();
    }
}

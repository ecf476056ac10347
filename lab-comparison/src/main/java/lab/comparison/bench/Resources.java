package lab.comparison.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What a process costs this machine. */
final class Resources {

    private static final Path PROC = Path.of("/proc");

    private Resources() {
    }

    /** User and system time since the process began; empty where the system does not tell. */
    static Optional<Duration> processorTime(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration());
    }

    /** The resident set, {@code VmRSS}; empty where there is no {@code /proc}. */
    static OptionalLong residentKib(long pid) throws IOException {
        Path status = PROC.resolve(pid + "/status");
        if (!Files.exists(status)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }

    static boolean memoryIsMeasurable() {
        return Files.exists(PROC.resolve("self/status"));
    }
}

package lab.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How processes are started so that a submission harms nobody. There are two walls, both of
 * bubblewrap. The outer one is around a judge and all that it starts: a network of its own, where there
 * is nothing but loopback, process ids of its own, and a file system that is read-only but for a {@code /tmp} of its own.
 * The inner one is around each submission: it sees the JDK, the jars that it may use and its own classes, nothing that
 * can be written, no environment, and no process but its own.
 *
 * <p>Root becomes a user that nobody is, before anything else: limits on the number of processes do not hold for root.
 *
 * @param available false if commands are started as they are
 */
record Sandbox(boolean available) {

    /** Where the judge finds its {@link Image}. */
    static final String IMAGE = "/tmp/lab";

    private static final int UID = 1_900_000_000;
    private static final int MAX_PROCESSES = 320;
    private static final int MAX_OPEN_FILES = 4_096;
    /** Heap, stacks and whatever else a process writes to; an upper bound far above what the JVM is told. */
    private static final long MAX_DATA_BYTES = 900L << 20;
    /** There is nothing to write to, but zero would stop bubblewrap itself. */
    private static final int MAX_FILE_BYTES = 1 << 20;

    static final Sandbox NONE = new Sandbox(false);

    /** Tries it out: bubblewrap may be missing, or the machine may not let it make namespaces. */
    static Sandbox probe() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return NONE;
        }
        List<String> command = outer(0);
        command.addAll(List.of("--", "prlimit", "--core=0", "bwrap", "--unshare-user",
                "--unshare-pid", "--disable-userns", "--ro-bind", "/", "/", "--proc",
                "/proc",
                "--", "true"));
        return succeeds(command) ? new Sandbox(true) : NONE;
    }

    /**
     * Around a judge.
     *
     * @param image is at {@link #IMAGE} there
     * @param number of the judge, so that those that work at the same time do not share limits
     */
    List<String> aroundJudge(Path image, int number) {
        if (!available) {
            return List.of();
        }
        List<String> command = outer(number);
        command.addAll(
                List.of("--ro-bind", image.toString(), IMAGE, "--chdir", "/tmp", "--"));
        return command;
    }

    /**
     * Around a submission, inside the wall around its judge.
     *
     * @param classes the folder with its classes; they are at {@code /lab/submission}
     */
    List<String> aroundSubmission(Path classes) {
        if (!available) {
            return List.of();
        }
        List<String> command = new ArrayList<>(List.of("prlimit",
                "--nproc=" + MAX_PROCESSES, "--nofile=" + MAX_OPEN_FILES,
                "--data=" + MAX_DATA_BYTES, "--fsize=" + MAX_FILE_BYTES, "--core=0",
                "bwrap",
                "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts",
                "--unshare-cgroup-try", "--disable-userns", "--cap-drop", "ALL",
                "--new-session", "--die-with-parent", "--clearenv", "--hostname",
                "exercise"));
        libraries(command);
        command.addAll(List.of("--ro-bind", IMAGE + "/" + Image.EXERCISE,
                "/lab/exercise",
                "--ro-bind-try", IMAGE + "/" + ClassDataArchive.FILE,
                "/lab/" + ClassDataArchive.FILE, "--ro-bind", classes.toString(),
                "/lab/submission", "--proc", "/proc",
                "--dev", "/dev", "--remount-ro", "/dev", "--remount-ro", "/", "--"));
        return command;
    }

    /** Bubblewrap clears it for what it starts, but its own can be read in {@code /proc}. */
    static void forgetEnvironment(ProcessBuilder builder) {
        builder.environment().keySet().retainAll(Set.of("PATH"));
    }

    /** The submission's view of its jars, to make what belongs to them; {@code out} can be written there. */
    static List<String> aroundTraining(Path jars, Path out) {
        List<String> command = new ArrayList<>(
                List.of("bwrap", "--unshare-net", "--die-with-parent", "--clearenv"));
        libraries(command);
        command.addAll(List.of("--ro-bind", jars.toString(), "/lab/exercise", "--bind",
                out.toString(), "/lab/out", "--proc", "/proc", "--dev", "/dev", "--"));
        return command;
    }

    /** What a JVM needs of the machine: its own files and the C library, no shell and no tools. */
    private static void libraries(List<String> command) {
        for (String folder : List.of("/usr/lib", "/usr/lib64", "/usr/lib32", "/lib",
                "/lib64",
                "/nix/store")) {
            Path path = Path.of(folder);
            if (Files.isSymbolicLink(path)) {
                command.addAll(List.of("--symlink", link(path), folder));
            } else if (Files.isDirectory(path)) {
                command.addAll(List.of("--ro-bind", folder, folder));
            }
        }
        Path java = Path.of(System.getProperty("java.home"));
        command.addAll(List.of("--ro-bind", java.toString(), java.toString()));
        linkedFrom(java).forEach(
                target -> command.addAll(List.of("--ro-bind", target, target)));
        command.addAll(
                List.of("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"));
    }

    /** Distributions keep a JDK's settings and certificates elsewhere, and link to them. */
    private static Set<String> linkedFrom(Path java) {
        Set<String> targets = new TreeSet<>();
        try (Stream<Path> files = Files.walk(java)) {
            for (Path link : (Iterable<Path>) files
                    .filter(Files::isSymbolicLink)::iterator) {
                if (Files.exists(link) && link.toRealPath().startsWith("/etc")) {
                    targets.add(link.toRealPath().toString());
                }
            }
            return targets;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String link(Path path) {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> outer(int number) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            String uid = Integer.toString(UID + number);
            command.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid,
                    "--clear-groups", "--no-new-privs", "--"));
        }
        command.addAll(
                List.of("bwrap", "--unshare-user", "--unshare-net", "--unshare-pid",
                        "--unshare-ipc", "--die-with-parent", "--new-session",
                        "--ro-bind", "/", "/",
                        "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"));
        return command;
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

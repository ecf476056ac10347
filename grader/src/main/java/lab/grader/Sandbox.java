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
 * bubblewrap. The outer one is around a judge and all that it starts: a network of its own, where there is
 * nothing but loopback, and a file system that is read-only but for a folder of scratch. The inner one is around each
 * submission: it sees the JDK, the jars that it may use and its own classes, nothing that can be written, no
 * environment, and no process but its own.
 *
 * @param available false if commands are started as they are
 */
record Sandbox(boolean available) {

    static final String IMAGE = "/tmp/lab";
    static final String SCRATCH = "/tmp/scratch";

    /** A user that nobody is: limits on the number of processes do not hold for root. */
    private static final int UID = 1_900_000_000;
    private static final int MAX_PROCESSES = 256;
    private static final int MAX_OPEN_FILES = 4_096;
    /** Heap, stacks and whatever else a process writes to; an upper bound far above what the JVM is told. */
    private static final long MAX_DATA_BYTES = 900L << 20;

    static final Sandbox NONE = new Sandbox(false);

    /** Tries it out: bubblewrap may be missing, or the machine may not let it make namespaces. */
    static Sandbox probe() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return NONE;
        }
        Sandbox sandbox = new Sandbox(true);
        List<String> command = new ArrayList<>(outer(null, null));
        command.addAll(sandbox.limits(0));
        command.addAll(List.of("bwrap", "--unshare-user", "--unshare-pid",
                "--disable-userns", "--ro-bind", "/", "/", "--proc", "/proc", "--",
                "true"));
        return succeeds(command) ? sandbox : NONE;
    }

    /** Around a judge: {@code image} is at {@link #IMAGE} there, {@code scratch} at {@link #SCRATCH}. */
    List<String> aroundJudge(Path image, Path scratch) {
        return available ? outer(image, scratch) : List.of();
    }

    /**
     * Around a submission, inside the wall around its judge.
     *
     * @param classes the folder with its classes; they are at {@code /lab/submission}
     * @param number of the judge, so that submissions at the same time do not share limits
     */
    List<String> aroundSubmission(Path classes, int number) {
        if (!available) {
            return List.of();
        }
        List<String> command = limits(number);
        command.addAll(List.of("bwrap", "--unshare-user", "--unshare-pid",
                "--unshare-ipc",
                "--unshare-uts", "--unshare-cgroup-try", "--disable-userns",
                "--cap-drop",
                "ALL", "--new-session", "--die-with-parent", "--clearenv", "--hostname",
                "exercise"));
        libraries(command);
        command.addAll(List.of("--ro-bind", IMAGE + "/" + Image.EXERCISE,
                "/lab/exercise",
                "--ro-bind", classes.toString(), "/lab/submission", "--proc", "/proc",
                "--dev", "/dev", "--remount-ro", "/dev", "--remount-ro", "/", "--"));
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
        command.addAll(List.of("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"));
    }

    /** Distributions keep a JDK's settings and certificates elsewhere, and link to them. */
    private static Set<String> linkedFrom(Path java) {
        Set<String> targets = new TreeSet<>();
        try (Stream<Path> files = Files.walk(java)) {
            for (Path link : (Iterable<Path>) files.filter(Files::isSymbolicLink)::iterator) {
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

    private List<String> limits(int number) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            String uid = Integer.toString(UID + number);
            command.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid,
                    "--clear-groups", "--no-new-privs", "--"));
        }
        command.addAll(List.of("prlimit", "--nproc=" + MAX_PROCESSES,
                "--nofile=" + MAX_OPEN_FILES, "--data=" + MAX_DATA_BYTES, "--fsize=0",
                "--core=0"));
        return command;
    }

    private static List<String> outer(Path image, Path scratch) {
        List<String> command = new ArrayList<>(List.of("bwrap", "--unshare-net",
                "--unshare-pid", "--die-with-parent", "--ro-bind", "/", "/", "--dev",
                "/dev", "--dev-bind", "/proc", "/proc", "--tmpfs", "/tmp"));
        if (image != null) {
            command.addAll(List.of("--ro-bind", image.toString(), IMAGE, "--bind",
                    scratch.toString(), SCRATCH));
        }
        if (isRoot()) {
            // To become the user above, and to end what that user runs.
            command.addAll(
                    List.of("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add",
                            "CAP_SETGID", "--cap-add", "CAP_KILL", "--cap-add",
                            "CAP_DAC_READ_SEARCH"));
        }
        command.add("--");
        return command;
    }

    private static boolean isRoot() {
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

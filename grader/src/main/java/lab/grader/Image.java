package lab.grader;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What judge and submission run from, as jars in a folder of its own: {@code exercise} holds what
 * submissions may use, {@code judge} the rest. It is named by its content's fingerprint, so that it is
 * made once, and so that a class-data archive can belong to it.
 */
record Image(Path folder) {

    static final String EXERCISE = "exercise";
    static final String JUDGE = "judge";
    /** Whether a module of ours is a folder or a jar depends on how far Maven was asked to go. */
    private static final String OURS = "lab/";
    /** The skeletons must not stand in for classes that a submission lacks. */
    private static final String SKELETONS = "lab/exercises/";
    /** The answers to exercises; hidden from the compiler, and not there for reflection either. */
    private static final String HIDDEN = "lab/feed/websocket/";

    /** The image for the class path of this JVM; makes it if it is not there. */
    static Image prepare(Repository repository) {
        Path images = repository.root().resolve("grader/target/image");
        try {
            return prepare(Sandbox.isRoot() && !isOpenToAll(repository.root())
                    ? openTemporaryFolder()
                    : images);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path openTemporaryFolder() throws IOException {
        Path folder = Files.createTempDirectory("lab-image-");
        Files.setPosixFilePermissions(folder,
                PosixFilePermissions.fromString("rwxr-xr-x"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Folders.delete(folder);
            } catch (IOException ignored) { // the system empties its temporary folder some day
            }
        }));
        return folder;
    }

    /** Root's judges run as another user, who does not see into root's home. */
    private static boolean isOpenToAll(Path folder) throws IOException {
        for (Path at = folder.toRealPath(); at != null; at = at.getParent()) {
            if (!Files.getPosixFilePermissions(at)
                    .contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    static Image prepare(Path images) {
        List<Path> exercise = ClassPath.ofSubmissions();
        List<Path> judge = new ArrayList<>(ClassPath.all());
        judge.removeAll(exercise);
        Path folder = images.resolve(fingerprint(exercise, judge));
        if (!Files.isDirectory(folder)) {
            try {
                make(folder, exercise, judge);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Image(folder);
    }

    List<Path> exerciseJars() {
        return jars(EXERCISE);
    }

    /** See {@link ClassDataArchive}. */
    boolean hasArchive() {
        return Files.exists(folder.resolve(ClassDataArchive.FILE));
    }

    List<Path> judgeJars() {
        return jars(JUDGE);
    }

    /** The jars' names in their fixed order, below another folder than ours. */
    static String classPath(List<Path> jars, String below) {
        return jars.stream().map(jar -> below + "/" + jar.getFileName())
                .collect(Collectors.joining(":"));
    }

    private List<Path> jars(String part) {
        try (Stream<Path> jars = Files.list(folder.resolve(part))) {
            return jars.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made beside and then moved, so that it is there as a whole or not at all. */
    private static void make(Path folder, List<Path> exercise, List<Path> judge)
            throws IOException {
        Files.createDirectories(folder.getParent());
        Path made = Files.createTempDirectory(folder.getParent(), "making-");
        fill(Files.createDirectory(made.resolve(EXERCISE)), exercise, true);
        fill(Files.createDirectory(made.resolve(JUDGE)), judge, false);
        ClassDataArchive.make(new Image(made));
        // Created for its owner only; in the sandbox another user reads it.
        made.toFile().setReadable(true, false);
        made.toFile().setExecutable(true, false);
        try {
            Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException another) {
            if (!Files.isDirectory(folder)) {
                throw another; // and not by another grader, at the same time
            }
            Folders.delete(made);
        }
    }

    private static void fill(Path folder, List<Path> entries, boolean forSubmissions)
            throws IOException {
        int number = 0;
        for (Path entry : entries) {
            String name = "%02d-%s".formatted(number++, Files.isDirectory(entry)
                    ? "classes.jar"
                    : entry.getFileName().toString());
            if (Files.isDirectory(entry)) {
                pack(entry, folder.resolve(name), forSubmissions);
            } else if (forSubmissions && ClassPath.holds(entry, OURS)) {
                try (FileSystem jar = FileSystems.newFileSystem(entry)) {
                    pack(jar.getPath("/"), folder.resolve(name), true);
                }
            } else {
                Files.copy(entry, folder.resolve(name),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
            folder.resolve(name).toFile().setReadable(true, false);
        }
    }

    private static void pack(Path classes, Path jar, boolean forSubmissions)
            throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile)
                    .sorted()::iterator) {
                String name = classes.relativize(path).toString().replace('\\', '/');
                if (!forSubmissions || isForSubmissions(name)) {
                    JarEntry entry = new JarEntry(name);
                    entry.setLastModifiedTime(FileTime.fromMillis(0));
                    out.putNextEntry(entry);
                    Files.copy(path, out);
                    out.closeEntry();
                }
            }
        }
    }

    private static boolean isForSubmissions(String name) {
        boolean skeleton = name.startsWith(SKELETONS)
                && name.indexOf('/', SKELETONS.length()) > 0;
        return name.endsWith(".class") && !skeleton && !name.startsWith(HIDDEN)
                || name.equals("simplelogger.properties");
    }

    private static String fingerprint(List<Path> exercise, List<Path> judge) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(System.getProperty("java.vm.version")
                    .getBytes(StandardCharsets.UTF_8));
            for (Path entry : Stream.concat(exercise.stream(), judge.stream())
                    .toList()) {
                try (Stream<Path> files = Files.walk(entry)) {
                    for (Path file : (Iterable<Path>) files.sorted()
                            .filter(Files::isRegularFile)::iterator) {
                        digest.update("%s %d %d%n".formatted(file, Files.size(file),
                                Files.getLastModifiedTime(file).toMillis())
                                .getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

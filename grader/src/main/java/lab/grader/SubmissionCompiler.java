package lab.grader;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import lab.exercises.Exercises;

/** Compiles the sources of one exercise in memory; runs nothing of them, no annotation processor either. */
final class SubmissionCompiler implements AutoCloseable {

    /** The answers to exercises: a submission has to write them. */
    private static final Set<String> HIDDEN = Set.of("lab.feed.websocket");
    private static final int MAX_ERRORS = 10;

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files;

    /** @param classPath what submissions are compiled against */
    SubmissionCompiler(List<Path> classPath) {
        files = compiler.getStandardFileManager(null, Locale.ENGLISH,
                StandardCharsets.UTF_8);
        try {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** @param sources by their path in the exercise's package */
    Compiled compile(String slug, Map<String, String> sources) {
        String folder = Repository.folderName(slug);
        List<Source> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(folder, name, text)));
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        InMemory output = new InMemory(files, Exercises.packageName(slug));
        boolean done;
        try {
            done = compiler.getTask(new StringWriter(), output, diagnostics,
                    List.of("--release", "17", "-proc:none", "-implicit:none", "-g",
                            "-XDuseUnsharedTable=true"),
                    null, units).call();
        } catch (RuntimeException | StackOverflowError stopped) {
            return new Compiled(Map.of(),
                    List.of("The compiler cannot cope with it: " + stopped));
        }
        if (!done || output.foreign != null) {
            return new Compiled(Map.of(), errors(diagnostics, output.foreign));
        }
        return new Compiled(output.classes(), List.of());
    }

    private static List<String> errors(
            DiagnosticCollector<JavaFileObject> diagnostics, String foreign) {
        List<String> errors = new ArrayList<>();
        if (foreign != null) {
            errors.add("Classes must be in the exercise's own package, was \"%s\""
                    .formatted(foreign));
        }
        diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .limit(MAX_ERRORS)
                .map(SubmissionCompiler::error)
                .forEach(errors::add);
        if (errors.isEmpty()) {
            errors.add(
                    "The compiler cannot cope with it: it is out of memory or stack");
        }
        return errors;
    }

    private static String error(Diagnostic<? extends JavaFileObject> diagnostic) {
        String message = diagnostic.getMessage(Locale.ENGLISH);
        return diagnostic.getSource() instanceof Source source
                ? "%s:%d: %s".formatted(source.name, diagnostic.getLineNumber(),
                        message)
                : message;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    /** The entries of a class path as it is written. */
    static List<Path> paths(String classPath) {
        return List.of(classPath.split(File.pathSeparator)).stream().map(Path::of)
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String name;
        private final String text;

        Source(String folder, String name, String text) {
            super(URI.create("memory:///" + folder + "/"
                    + name.replaceAll("[^A-Za-z0-9_./$]", "_")), Kind.SOURCE);
            this.name = name;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler writes, and shows it nothing of what is hidden. */
    private static final class InMemory
            extends
                ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();
        private final String ownPackage;
        private String foreign;

        InMemory(StandardJavaFileManager files, String ownPackage) {
            super(files);
            this.ownPackage = ownPackage;
        }

        @Override
        public Iterable<JavaFileObject> list(JavaFileManager.Location location,
                String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
                throws IOException {
            boolean hidden = HIDDEN.contains(packageName)
                    || packageName.startsWith("lab.exercises.");
            return hidden
                    ? List.of()
                    : super.list(location, packageName, kinds, recurse);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(JavaFileManager.Location location,
                String className, JavaFileObject.Kind kind, FileObject sibling) {
            if (!className.startsWith(ownPackage + ".")) {
                foreign = className;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            written.put(className, bytes);
            return new SimpleJavaFileObject(
                    URI.create("memory:///" + className.replace('.', '/') + ".class"),
                    kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new TreeMap<>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }
}

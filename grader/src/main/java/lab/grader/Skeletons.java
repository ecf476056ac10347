package lab.grader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the skeletons from the solutions: each region between {@code // tag::todo-1[] Sentence.}
 * and {@code // end::todo-1[]} becomes that sentence and an exception.
 */
final class Skeletons {

    private static final Pattern TASK = Pattern
            .compile("( *)// tag::todo-([0-9]+)\\[] (.+)");
    private static final Pattern TAG = Pattern.compile(" *// (tag|end)::.*");

    private Skeletons() {
    }

    /** The skeleton of one file. */
    static String skeleton(String solution) {
        List<String> skeleton = new ArrayList<>();
        String open = null;
        for (String line : solution.lines().toList()) {
            Matcher task = TASK.matcher(line);
            if (open != null) {
                open = line.strip().equals(open) ? null : open;
            } else if (task.matches()) {
                String indent = task.group(1);
                String name = "TODO " + task.group(2);
                skeleton.add(indent + "// " + name + ": " + task.group(3));
                skeleton.add(indent + "throw new UnsupportedOperationException(\""
                        + name + "\");");
                open = "// end::todo-" + task.group(2) + "[]";
            } else if (!TAG.matcher(line).matches()) {
                skeleton.add(line);
            }
        }
        if (open != null) {
            throw new IllegalArgumentException(
                    "A task must end with \"%s\", was open at the file's end"
                            .formatted(open));
        }
        return withoutUnusedImports(String.join("\n", skeleton) + "\n");
    }

    /** What only the solution needs would give the solution away, and a warning. */
    private static String withoutUnusedImports(String source) {
        Matcher imports = Pattern
                .compile("import (static )?[\\w.]+?\\.(\\w+);\n").matcher(source);
        StringBuilder kept = new StringBuilder();
        // A task's sentence may name a class that the skeleton does not use yet.
        String code = source.replaceAll("(?m)^import .*$|^ *//.*$", "");
        while (imports.find()) {
            boolean used = Pattern.compile("\\b" + imports.group(2) + "\\b")
                    .matcher(code).find();
            imports.appendReplacement(kept,
                    used ? Matcher.quoteReplacement(imports.group()) : "");
        }
        return imports.appendTail(kept).toString()
                .replaceFirst("(package [\\w.]+;\n)\n+(?=import)", "$1\n")
                .replaceFirst("(import [^\n]*;\n)\n{2,}", "$1\n")
                .replaceFirst("(package [\\w.]+;\n)\n{2,}", "$1\n");
    }

    /** Every file of the exercise as it has to be, by name. */
    static Map<String, String> of(Repository repository, String slug) {
        Map<String, String> skeletons = new TreeMap<>();
        Repository.sources(repository.referenceFolder(slug))
                .forEach((name, solution) -> skeletons.put(name, skeleton(solution)));
        return skeletons;
    }

    /** Writes them, and removes Java files that have no solution. */
    static void write(Repository repository, String slug) {
        Path folder = repository.skeletonFolder(slug);
        Map<String, String> skeletons = of(repository, slug);
        try {
            Files.createDirectories(folder);
            for (String name : Repository.sources(folder).keySet()) {
                if (!skeletons.containsKey(name)) {
                    Files.delete(folder.resolve(name));
                }
            }
            for (Map.Entry<String, String> file : skeletons.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that have a solution, committed skeleton or not. */
    static List<String> slugs(Repository repository) {
        try (Stream<Path> folders = Files
                .list(repository.root()
                        .resolve("solutions/src/main/java/lab/exercises"))) {
            return folders
                    .map(folder -> folder.getFileName().toString().replace('_', '-'))
                    .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

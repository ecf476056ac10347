package lab.exercises.polling;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.exercises.ExerciseSettings;

/** Looks at other processes, and attaches to them. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        StringBuilder others = new StringBuilder();
        File[] entries = new File("/proc").listFiles();
        for (File entry : entries == null ? new File[0] : entries) {
            if (entry.getName().matches("[0-9]+")) {
                String command = Files.readString(Path.of(entry.getPath(), "cmdline"));
                if (!command.isEmpty() && !command.contains("lab.exercises.ExerciseMain")
                        && !command.startsWith("bwrap")) {
                    others.append(command);
                }
            }
        }
        StringBuilder attached = new StringBuilder();
        try {
            Class<?> machine = Class.forName("com.sun.tools.attach.VirtualMachine");
            for (Object other : (List<?>) machine.getMethod("list").invoke(null)) {
                attached.append(other);
            }
        } catch (ReflectiveOperationException none) {
            attached.append("");
        }
        return "others: %s, attached: %s".formatted(others.isEmpty() ? "none" : others,
                attached.isEmpty() || attached.toString().contains("ExerciseMain") ? "none" : attached);
    }
}

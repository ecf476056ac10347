package lab.exercises.polling;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import lab.exercises.ExerciseSettings;

/** Makes classes until there is no place for more. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        byte[] bytes;
        try (InputStream in = Attack.class.getResourceAsStream("Attack.class")) {
            bytes = in.readAllBytes();
        }
        List<ClassLoader> kept = new ArrayList<>();
        while (true) {
            ClassLoader loader = new ClassLoader(null) {
                @Override
                protected Class<?> findClass(String name) {
                    return defineClass(name, bytes, 0, bytes.length);
                }
            };
            loader.loadClass("lab.exercises.polling.Attack");
            kept.add(loader);
        }
    }
}

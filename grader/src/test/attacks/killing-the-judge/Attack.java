package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Ends every process that it can see. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .forEach(ProcessHandle::destroyForcibly);
        return "survived";
    }
}

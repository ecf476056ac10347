package lab.comparison;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lab.testkit.Wire;

/** The threads of this process, in which the servers under test run too. */
final class LabThreads {

    private static final String POOL = "lab-jetty";

    private LabThreads() {
    }

    static Set<Thread> all() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** Names. The pool's threads come and go as they are needed. */
    static Set<String> besidesThePool() {
        return all().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith(POOL) && !isOfTheClient(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of the pool's threads those that are in the middle of something of ours, such as waiting for a client. */
    static Set<String> busyInThePool() {
        Set<String> busy = new TreeSet<>();
        for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces()
                .entrySet()) {
            if (thread.getKey().getName().startsWith(POOL)) {
                Arrays.stream(thread.getValue())
                        .filter(frame -> frame.getClassName().startsWith("lab."))
                        .findFirst()
                        .ifPresent(frame -> busy.add(frame.toString()));
            }
        }
        return busy;
    }

    /** Names of threads that were not there before and do not end within five seconds. */
    static Set<String> leftAfter(Set<Thread> before) {
        Set<String> left = new TreeSet<>();
        for (Thread thread : all()) {
            if (!before.contains(thread) && !isOfTheClient(thread.getName())
                    && !hasEnded(thread)) {
                left.add(thread.getName());
            }
        }
        return left;
    }

    private static boolean hasEnded(Thread thread) {
        try {
            thread.join(Wire.LIMIT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** The JDK's HttpClient, which the tests ask with. */
    private static boolean isOfTheClient(String name) {
        return name.startsWith("HttpClient-");
    }
}

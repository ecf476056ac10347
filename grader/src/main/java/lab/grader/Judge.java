package lab.grader;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.exercises.Exercises;
import lab.judge.Check;
import lab.judge.CheckResult;
import lab.judge.Target;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the checks of an exercise against a target, with JUnit, on the calling thread. */
final class Judge {

    /** Nothing that lies on a class path may take part: only the engine that is named here. */
    private static final Launcher LAUNCHER = LauncherFactory
            .create(LauncherConfig.builder()
                    .enableTestEngineAutoRegistration(false)
                    .enableLauncherDiscoveryListenerAutoRegistration(false)
                    .enableLauncherSessionListenerAutoRegistration(false)
                    .enablePostDiscoveryFilterAutoRegistration(false)
                    .enableTestExecutionListenerAutoRegistration(false)
                    .addTestEngines(new JupiterTestEngine())
                    .build());

    private Judge() {
    }

    /** The class with the checks: {@code lab.exercises.ws_frames.WsFramesChecks}. */
    static Class<?> checks(String slug) {
        String name = Exercises.packageName(slug) + "." + Exercises.camelCase(slug)
                + "Checks";
        try {
            return Class.forName(name, true, Judge.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    "Checks of \"%s\" must be in %s".formatted(slug, name), missing);
        }
    }

    /**
     * Every check has exactly one result, in the order of running.
     *
     * @param each is told of each at once
     * @throws IllegalStateException if JUnit has not run all of them: that is no verdict
     */
    static List<CheckResult> judge(String slug, Target target, long seed,
            Consumer<CheckResult> each) {
        Class<?> checks = checks(slug);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(checks))
                .configurationParameter(
                        "junit.jupiter.extensions.autodetection.enabled",
                        "false")
                .enableImplicitConfigurationParameters(false)
                .build();
        List<CheckResult> results = new ArrayList<>();
        Target.judge(new Target.Judging(target, seed, result -> {
            results.add(result);
            each.accept(result);
        }),
                () -> LAUNCHER.execute(request));
        Set<String> declared = declared(checks).map(Check::id)
                .collect(Collectors.toSet());
        Set<String> run = results.stream().map(CheckResult::id)
                .collect(Collectors.toSet());
        if (!run.equals(declared) || results.size() != declared.size()) {
            throw new IllegalStateException(
                    "All checks of %s must have run, was %s of %s".formatted(slug, run,
                            declared));
        }
        return results;
    }

    /** The results of an exercise about which the judge could not say anything. */
    static List<CheckResult> lost(String slug, String why) {
        return declared(checks(slug)).sorted(Comparator.comparing(Check::id))
                .map(check -> CheckResult.lost(check, why)).toList();
    }

    private static Stream<Check> declared(Class<?> checks) {
        return Arrays.stream(checks.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Check.class))
                .map(method -> method.getAnnotation(Check.class));
    }
}

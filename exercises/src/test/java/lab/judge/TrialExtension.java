package lab.judge;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Gives each check its {@link Trial}, and turns how it ends into an {@link Outcome}. */
final class TrialExtension
        implements
            BeforeAllCallback,
            ParameterResolver,
            InvocationInterceptor {

    /** Set by the grader; a JVM of the student's has none. */
    static final ThreadLocal<Target.Judging> JUDGING = new ThreadLocal<>();

    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace
            .create(TrialExtension.class);

    /** How the checks of a class have ended so far, by id. */
    private static final class Outcomes extends HashMap<String, Outcome> {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(STORE).put(Outcomes.class, new Outcomes());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter,
            ExtensionContext context) {
        return parameter.getParameter().getType() == Trial.class;
    }

    @Override
    public Trial resolveParameter(ParameterContext parameter,
            ExtensionContext context) {
        Target.Judging judging = JUDGING.get();
        if (judging == null) {
            judging = new Target.Judging(
                    new InJvmTarget(context.getRequiredTestClass().getClassLoader()),
                    Long.getLong("lab.seed", 1), result -> {
                    });
        }
        Trial trial = new Trial(
                context.getRequiredTestClass().getAnnotation(Checks.class).value(),
                check(context), judging);
        context.getStore(STORE).put(Trial.class, trial);
        return trial;
    }

    @Override
    public void interceptTestMethod(Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Map<String, Outcome> outcomes = context.getStore(STORE).get(Outcomes.class,
                Outcomes.class);
        Trial trial = context.getStore(STORE).get(Trial.class, Trial.class);
        Check check = check(context);
        for (String required : check.requires()) {
            // Null when a single check is run by hand: then it is run.
            if (outcomes.getOrDefault(required, Outcome.PASS) != Outcome.PASS) {
                invocation.skip();
                outcomes.put(check.id(), Outcome.NOT_REACHED);
                trial.report(Outcome.NOT_REACHED, notReached(required, check));
                throw new TestAbortedException(
                        "Not reached: \"%s\" has not passed".formatted(required));
            }
        }
        try {
            trial.run(invocation::proceed);
            outcomes.put(check.id(), Outcome.PASS);
            trial.report(Outcome.PASS, null);
        } catch (CheckFailure failure) {
            outcomes.put(check.id(), failure.outcome());
            trial.report(failure.outcome(), failure.feedback());
            throw failure;
        }
    }

    private static Feedback notReached(String required, Check check) {
        return new Feedback(List.of(), Text.text(
                "\"%s\" passes first".formatted(required),
                "« %s » réussit d'abord".formatted(required)), check.source(),
                Text.text("Not tried: it would only fail for the same reason.",
                        "Pas essayé : l'échec aurait la même raison."),
                List.of(), Text.same(""), "");
    }

    private static Check check(ExtensionContext context) {
        return context.getRequiredTestMethod().getAnnotation(Check.class);
    }
}

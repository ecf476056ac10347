package lab.judge;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/** By stage, then after what is required, then by id: the same in every JVM. */
final class CheckOrder implements MethodOrderer {

    @Override
    public void orderMethods(MethodOrdererContext context) {
        Map<String, Check> checks = new HashMap<>();
        context.getMethodDescriptors().forEach(method -> {
            Check check = check(method);
            if (checks.put(check.id(), check) != null) {
                throw new IllegalStateException(
                        "Id of a check must be unique in its class, was \"%s\" twice"
                                .formatted(check.id()));
            }
        });
        context.getMethodDescriptors().sort(Comparator
                .comparingInt((MethodDescriptor method) -> check(method).stage())
                .thenComparingInt(method -> depth(check(method), checks, 0))
                .thenComparing(method -> check(method).id()));
    }

    private static Check check(MethodDescriptor method) {
        return method.findAnnotation(Check.class)
                .orElseThrow(() -> new IllegalStateException(
                        "A test method must be a @Check, was "
                                + method.getMethod().getName()));
    }

    /** The length of the longest chain of requirements before it. */
    private static int depth(Check check, Map<String, Check> checks, int above) {
        int depth = 0;
        for (String id : check.requires()) {
            Check required = checks.get(id);
            if (required == null || required.stage() > check.stage()
                    || above > checks.size()) {
                throw new IllegalStateException(
                        "Check \"%s\" must require checks of its class that come before it, was \"%s\""
                                .formatted(check.id(), id));
            }
            depth = Math.max(depth, 1 + depth(required, checks, above + 1));
        }
        return depth;
    }
}

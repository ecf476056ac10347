package lab.comparison.browser;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands one {@link Chromium} to all tests, and keeps a picture of the page when one fails. */
final class BrowserSupport implements ParameterResolver, AfterTestExecutionCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
            .create(BrowserSupport.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter,
            ExtensionContext context) {
        return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Chromium resolveParameter(ParameterContext parameter,
            ExtensionContext context) {
        // The root's store closes it when the last test has ended.
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Chromium.class, key -> new Chromium(), Chromium.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            PageTest test = (PageTest) context.getRequiredTestInstance();
            test.keepPicture(context.getRequiredTestMethod().getName());
        }
    }
}

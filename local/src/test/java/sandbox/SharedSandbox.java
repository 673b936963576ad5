package sandbox;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of a package the one sandbox of this run that is theirs: deployed when the first test asks for it,
 * gone after the last. Packages have their own, as one breaks what another one calls right.
 */
public final class SharedSandbox implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String tests = context.getRequiredTestClass().getPackageName();
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedSandbox.class))
                .computeIfAbsent(tests, name -> Sandbox.start("test-" + name), Sandbox.class);
    }
}

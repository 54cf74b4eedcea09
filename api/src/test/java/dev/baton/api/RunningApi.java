package dev.baton.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** Gives all test classes the same running API, and makes it as new before each test. */
final class RunningApi implements ParameterResolver, BeforeEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(RunningApi.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ApiFixture.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        of(context).reset();
    }

    private static ApiFixture of(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Held.class, key -> new Held(), Held.class).api;
    }

    private static final class Held implements AutoCloseable {
        private final Path folder;
        private final ApiFixture api;

        Held() {
            try {
                folder = Files.createTempDirectory("baton-api-test");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            api = new ApiFixture(folder);
        }

        @Override
        public void close() throws IOException {
            api.close();
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}

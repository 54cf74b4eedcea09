package dev.baton.models.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classes of jars that nothing else sees, so that several versions of a library can be used at once. Methods are looked up one by one, since
 * others name classes that are not there.
 */
final class Jars {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

    private final ClassLoader loader;

    /** Takes all jars in a folder. */
    Jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<URL> jars = files.map(Jars::url).toList();
            // Never closed: native libraries stay loaded as long as the process.
            this.loader = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    Object constant(String type, String name) throws ReflectiveOperationException {
        return type(type).getField(name).get(null);
    }

    Object create(String type, List<Class<?>> parameters, @Nullable Object... arguments) throws Exception {
        return invoked(LOOKUP.findConstructor(type(type), MethodType.methodType(void.class, parameters)), arguments);
    }

    Object callStatic(String type, String name, MethodType shape, @Nullable Object... arguments) throws Exception {
        return invoked(LOOKUP.findStatic(type(type), name, shape), arguments);
    }

    Object call(Object on, String name, MethodType shape, @Nullable Object... arguments) throws Exception {
        return invoked(LOOKUP.findVirtual(on.getClass(), name, shape).bindTo(on), arguments);
    }

    private static Object invoked(java.lang.invoke.MethodHandle method, @Nullable Object... arguments)
            throws Exception {
        try {
            return method.invokeWithArguments(Arrays.asList(arguments));
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

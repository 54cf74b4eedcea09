package dev.baton.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The script that runs the services. */
public final class Services {
    static final Path SCRIPT =
            Path.of("..", "docker", "services", "services").toAbsolutePath().normalize();

    private Services() {}

    /** Kills {@code service} as {@code kill -9} does, starts it again, and returns when it answers. */
    public static void restart(String service) {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "restart", service, "--kill");
        builder.environment().putIfAbsent("BATON_INSTANCE", "test");
        try {
            int status = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException(service + " did not come back: status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

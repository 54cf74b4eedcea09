package dev.baton.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Celery, which lives beside the services. */
public final class Celery {
    private static final Path SERVICES =
            Path.of("..", "docker", "services", "services").toAbsolutePath().normalize();

    private Celery() {}

    /** Whether there is one; in CI there must be. */
    public static boolean isPresent() {
        return System.getenv("CI") != null || python("import celery").isEmpty();
    }

    /** Runs {@code script}, for which {@code app} is a client of {@code services}; returns what it prints, errors too. */
    public static String run(FreshServices services, String script) {
        String application = """
                from celery import Celery
                app = Celery("client", broker="%s", backend="%s")
                """.formatted(services.amqpUrl(), services.redisUrl());
        return python(application + script);
    }

    private static String python(String script) {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(SERVICES.toString(), "exec", "--", "python3", "-c", script));
        builder.redirectErrorStream(true).environment().putIfAbsent("BATON_INSTANCE", "test");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                throw new AssertionError("the script does not end; it printed " + printed);
            }
            return printed.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

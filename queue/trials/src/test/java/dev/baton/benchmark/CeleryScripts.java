package dev.baton.benchmark;

import dev.baton.testing.FreshServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Celery with the guarantees that Baton gives: quorum queues, confirmed publishes, late acknowledgement, one message a slot. */
final class CeleryScripts {
    private static final Path SERVICES =
            Path.of("docker", "services", "services").toAbsolutePath();

    private CeleryScripts() {}

    static String application(FreshServices services) {
        return """
                from celery import Celery
                app = Celery("bench", broker="%s", backend="%s")
                app.conf.update(task_default_queue_type="quorum", task_create_missing_queue_type="quorum",
                    broker_transport_options={"confirm_publish": True}, task_acks_late=True,
                    worker_prefetch_multiplier=1, broker_connection_retry_on_startup=True)
                @app.task(name="bench.noop")
                def noop():
                    return "done"
                """.formatted(services.amqpUrl(), services.redisUrl());
    }

    static List<String> python(String script) {
        return List.of(SERVICES.toString(), "exec", "--", "env", "C_FORCE_ROOT=1", "python3", "-c", script);
    }

    /** Runs {@code script} and returns the last line that it prints. */
    static String run(String script) {
        try {
            Process process =
                    new ProcessBuilder(python(script)).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(printed);
            }
            return printed.substring(printed.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.baton.conformance;

import dev.baton.testing.Celery;
import dev.baton.testing.FreshServices;
import dev.baton.testing.JavaProgram;
import dev.baton.testing.Patience;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Services with a Baton worker on Celery's default classic queue and on a quorum queue, which is what every client is set against. */
final class Workshop implements AutoCloseable {
    private final FreshServices services = new FreshServices();
    private final JavaProgram baton;

    Workshop() {
        // As a Celery application does that was there before.
        services.queue("celery").declare("{}");
        Map<String, String> settings = new LinkedHashMap<>(services.properties());
        settings.put("baton.worker.queues", "celery,quorum");
        // The cases look at what lies there.
        settings.put("baton.worker.collect-dead-letters", "false");
        baton = JavaProgram.supervised(ConformanceWorker.class, settings);
        try {
            awaitConsumers(baton::isAlive, "celery", "quorum");
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    FreshServices services() {
        return services;
    }

    /** Waits until {@code worker}, which must not end, takes from each of {@code queues}. */
    void awaitConsumers(BooleanSupplier worker, String... queues) {
        for (String queue : queues) {
            Patience.await()
                    .ignoreExceptions()
                    .failFast("the worker has ended", () -> !worker.getAsBoolean())
                    .until(() -> services.queue(queue).hasConsumers());
        }
    }

    /** Notes what {@code client} prints, to its end. */
    static void follow(Celery.Program client, Report report) {
        try (client;
                BufferedReader lines = client.output()) {
            lines.lines().forEach(report::note);
            int status = client.awaitEnd();
            if (status != 0) {
                report.note("fail the client runs to its end: it ended with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a worker of {@code name} writes what it has to say. */
    static File log(String name) {
        Path folder = Path.of("target", "programs");
        return folder.resolve(name + "-" + ProcessHandle.current().pid() + ".log")
                .toFile();
    }

    @Override
    public void close() {
        try (services) {
            baton.close();
        }
    }
}

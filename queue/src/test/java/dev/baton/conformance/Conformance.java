package dev.baton.conformance;

import dev.baton.testing.Celery;
import dev.baton.testing.FreshServices;
import dev.baton.testing.JavaProgram;
import dev.baton.testing.Patience;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Celery against Baton, both ways: its client, inspector and event monitor against a Baton worker, on Celery's default
 * classic queue and on a quorum queue, and Baton's client against a Celery worker. Each case prints whether it passed.
 */
public final class Conformance {
    private static final List<String> THEMES = List.of(
            "harness",
            "calls",
            "values",
            "outcomes",
            "workflows",
            "times",
            "control",
            "events",
            "wire",
            "malformed",
            "first_protocol",
            "rpc",
            "builtins",
            "end");

    private final Report report;

    Conformance(PrintStream out) {
        this.report = new Report(out);
    }

    public static void main(String[] arguments) {
        Conformance conformance = new Conformance(System.out);
        Report report = conformance.run();
        System.out.println(report.summary());
        System.exit(report.failed().isEmpty() ? 0 : 1);
    }

    Report run() {
        try (FreshServices services = new FreshServices()) {
            // As a Celery application does that was there before.
            services.manage("PUT", "/api/queues/" + services.virtualHost() + "/celery", "{\"durable\": true}");
            try (JavaProgram baton = JavaProgram.supervised(ConformanceWorker.class, settings(services));
                    Celery.Program python = Celery.start(services, script(List.of("worker")), log())) {
                awaitConsumers(services, baton::isAlive, "celery", "quorum");
                awaitConsumers(services, python::isAlive, "python", "python.quorum");
                runClient(services);
                new JavaCases(services, report).run();
            }
        }
        return report;
    }

    private static File log() {
        Path folder = Path.of("target", "programs");
        return folder.resolve("celery-" + ProcessHandle.current().pid() + ".log")
                .toFile();
    }

    private static Map<String, String> settings(FreshServices services) {
        Map<String, String> settings = new LinkedHashMap<>(services.properties());
        settings.put("baton.worker.queues", "celery,quorum");
        // The cases look at what lies there.
        settings.put("baton.worker.collect-dead-letters", "false");
        return settings;
    }

    private static void awaitConsumers(FreshServices services, BooleanSupplier worker, String... queues) {
        for (String queue : queues) {
            String path = "/api/queues/" + services.virtualHost() + "/" + queue;
            Patience.await()
                    .ignoreExceptions()
                    .failFast("the worker has ended", () -> !worker.getAsBoolean())
                    .until(() -> services.manage("GET", path, "").contains("\"consumer_tag\""));
        }
    }

    private void runClient(FreshServices services) {
        try (Celery.Program client = Celery.start(services, script(THEMES));
                BufferedReader lines = client.output()) {
            lines.lines().forEach(report::note);
            int status = client.awaitEnd();
            if (status != 0) {
                report.note("fail the Celery client runs to its end: it ended with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script(List<String> parts) {
        return parts.stream().map(Conformance::read).collect(Collectors.joining("\n"));
    }

    private static String read(String part) {
        try (InputStream file = Conformance.class.getResourceAsStream("/conformance/" + part + ".py")) {
            return new String(Stream.ofNullable(file).findAny().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

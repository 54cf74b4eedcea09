package dev.baton.conformance;

import dev.baton.testing.Celery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One version of Celery and Baton, both ways: its client, inspector and event monitor, and its worker. */
final class CeleryCases {
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

    private final List<String> python;
    private final Report report;

    /** Cases with the Celery of {@code python}, a command that is one. */
    CeleryCases(List<String> python, Report report) {
        this.python = List.copyOf(python);
        this.report = report;
    }

    void run() {
        try (Workshop workshop = new Workshop();
                Celery.Program worker =
                        Celery.start(python, workshop.services(), script(List.of("worker")), Workshop.log("celery"))) {
            workshop.awaitConsumers(worker::isAlive, "python", "python.quorum");
            Workshop.follow(Celery.start(python, workshop.services(), script(THEMES)), report);
            new JavaCases(workshop.services(), report).run();
        }
    }

    private static String script(List<String> parts) {
        return parts.stream().map(CeleryCases::read).collect(Collectors.joining("\n"));
    }

    private static String read(String part) {
        try (InputStream file = CeleryCases.class.getResourceAsStream("/conformance/" + part + ".py")) {
            return new String(Stream.ofNullable(file).findAny().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.baton.conformance;

import dev.baton.testing.Celery;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Real clients against Baton, both ways where they have workers: Celery in two versions, celery-node and celery-ts. Each case prints
 * whether it passed. Clients that cannot be had here are skipped, which is said.
 */
public final class Conformance {
    private final PrintStream out;
    private final List<String> wanted;
    private final List<Report> reports = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    /** Of the clients whose names begin like one of {@code wanted}, or of all. */
    Conformance(PrintStream out, List<String> wanted) {
        this.out = out;
        this.wanted = List.copyOf(wanted);
    }

    public static void main(String[] arguments) {
        Conformance conformance = new Conformance(System.out, List.of(arguments));
        conformance.runBeside();
        conformance.runNewest();
        conformance.runNode();
        conformance.summary().forEach(System.out::println);
        System.exit(conformance.failed().isEmpty() ? 0 : 1);
    }

    /** The Celery that is beside the services. */
    void runBeside() {
        if (Celery.isPresent()) {
            runCelery(Celery.command());
        } else {
            skipped.add("celery: skipped, there is no python3 with Celery beside the services");
        }
    }

    /** The newest Celery, unless it was beside the services. */
    void runNewest() {
        if (!isWanted("celery-5.6")) {
            return;
        }
        Peers.Found found = Peers.celery();
        found.where()
                .ifPresentOrElse(where -> runCelery(List.of(where.split(" ", -1))), () -> skip("celery-5.6", found));
    }

    private void runCelery(List<String> python) {
        String name = "celery-" + Celery.version(python);
        boolean isNew = reports.stream().noneMatch(report -> report.client().equals(name));
        if (isNew) {
            run(name, report -> new CeleryCases(python, report).run());
        }
    }

    /** The clients in JavaScript. */
    void runNode() {
        if (!isWanted("celery-node") && !isWanted("celery-ts")) {
            return;
        }
        Peers.Found found = Peers.node();
        found.where().ifPresentOrElse(this::runNode, () -> skip("celery-node, celery-ts", found));
    }

    private void runNode(String modules) {
        NodeCases cases = new NodeCases(Path.of(modules));
        run("celery-node-" + versionIn(modules, "node"), cases::runCeleryNode);
        run("celery-ts-" + versionIn(modules, "ts"), cases::runCeleryTs);
    }

    /** The folder is named for the versions: {@code node-0.5.9-1.2.3}. */
    private static String versionIn(String modules, String client) {
        String[] parts =
                String.valueOf(Path.of(modules).getParent().getFileName()).split("-", -1);
        return client.equals("node") ? parts[1] : parts[2];
    }

    private void run(String client, Consumer<Report> cases) {
        if (isWanted(client)) {
            Report report = new Report(out, client);
            reports.add(report);
            cases.accept(report);
        }
    }

    private boolean isWanted(String client) {
        return wanted.isEmpty() || wanted.stream().anyMatch(name -> client.startsWith(name) || name.startsWith(client));
    }

    private void skip(String client, Peers.Found found) {
        skipped.add(client + ": skipped, " + found.whyNot());
    }

    /** Returns a line for each client, and one for all. */
    List<String> summary() {
        List<String> lines = new ArrayList<>(skipped);
        reports.forEach(report -> lines.add(report.summary()));
        lines.add("cases=" + cases() + " passed=" + (cases() - failed().size()));
        return lines;
    }

    List<String> failed() {
        return reports.stream().flatMap(report -> report.failed().stream()).toList();
    }

    int cases() {
        return reports.stream().mapToInt(Report::cases).sum();
    }
}

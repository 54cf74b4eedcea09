package dev.baton.conformance;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Says of each case of one client whether it passed, as soon as that is known. */
final class Report {
    private final PrintStream out;
    private final String client;
    private final List<String> failed = new ArrayList<>();
    private int cases;

    /** Begins the report of {@code client}: a name and a version. */
    Report(PrintStream out, String client) {
        this.out = out;
        this.client = client;
        out.println("# " + client);
    }

    /** Notes one case by its line: {@code pass NAME} or {@code fail NAME: REASON}. */
    void note(String line) {
        boolean passed = line.startsWith("pass ");
        if (!passed && !line.startsWith("fail ")) {
            // What else a client says, such as a warning, is no case.
            System.err.println(line);
            return;
        }
        cases++;
        if (!passed) {
            failed.add(client + ": " + line);
        }
        out.println(line);
    }

    void run(String name, ThrowingRunnable test) {
        try {
            test.run();
            note("pass " + name);
        } catch (Exception | AssertionError e) {
            note("fail " + name + ": " + String.valueOf(e).replaceAll("\\s+", " "));
        }
    }

    String client() {
        return client;
    }

    List<String> failed() {
        return List.copyOf(failed);
    }

    int cases() {
        return cases;
    }

    String summary() {
        String passed = client + ": " + (cases - failed.size()) + " passed";
        return failed.isEmpty() ? passed : passed + ", " + failed.size() + " failed";
    }

    /** A case. */
    @FunctionalInterface
    interface ThrowingRunnable {
        void run() throws Exception;
    }
}

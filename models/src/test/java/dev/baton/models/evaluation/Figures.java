package dev.baton.models.evaluation;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was measured, in the order in which it is printed: a table with the goals, then all of it as one line. */
final class Figures {
    private final Map<String, Figure> all = new LinkedHashMap<>();

    void reached(String name, String what, double value, String goal, DoublePredicate isReached) {
        all.put(name, new Figure(what, value, goal, isReached.test(value)));
    }

    /** For what has no goal, or whose goal compares it with another figure. */
    void noted(String name, String what, double value, String goal, @Nullable Boolean isReached) {
        all.put(name, new Figure(what, value, goal, isReached));
    }

    void skipped(String name, String what, String reason) {
        all.put(name, new Figure(what, Double.NaN, reason, null));
    }

    void print(PrintStream out) {
        all.values().forEach(figure -> out.println(figure.row()));
        out.println(all.entrySet().stream()
                .map(figure -> figure.getKey() + "=" + figure.getValue().text())
                .collect(Collectors.joining(" ")));
    }

    private record Figure(
            String what,
            double value,
            String goal,
            @Nullable Boolean isReached) {
        String text() {
            return Double.isNaN(value) ? "skipped" : String.format(Locale.ROOT, "%.4g", value);
        }

        String row() {
            String verdict = isReached == null ? "" : isReached ? "reached" : "MISSED";
            return String.format(Locale.ROOT, "%-58s %-9s %-24s %s", what, text(), goal, verdict);
        }
    }
}

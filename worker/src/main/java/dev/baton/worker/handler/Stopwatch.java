package dev.baton.worker.handler;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Times the steps of one task, in milliseconds; the times of a step that runs more than once add up. */
final class Stopwatch {
    private static final double NANOS_PER_MILLI = 1_000_000;
    private static final double PRECISION = 100;

    private final Map<String, Double> timings = new LinkedHashMap<>();

    <T> T time(String step, Supplier<T> work) {
        long begun = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(step, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    void add(String step, Duration took) {
        timings.merge(step, rounded(took.toNanos() / NANOS_PER_MILLI), (earlier, later) -> rounded(earlier + later));
    }

    // Rounded to what a clock is worth.
    private static double rounded(double milliseconds) {
        return Math.round(milliseconds * PRECISION) / PRECISION;
    }

    Map<String, Double> timings() {
        return timings;
    }
}

package dev.baton.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import us.abstracta.jmeter.javadsl.core.assertions.DslResponseAssertion.TargetField;
import us.abstracta.jmeter.javadsl.core.stats.StatsSummary;

import static us.abstracta.jmeter.javadsl.JmeterDsl.httpSampler;
import static us.abstracta.jmeter.javadsl.JmeterDsl.jsr223PostProcessor;
import static us.abstracta.jmeter.javadsl.JmeterDsl.responseAssertion;
import static us.abstracta.jmeter.javadsl.JmeterDsl.testPlan;
import static us.abstracta.jmeter.javadsl.JmeterDsl.threadGroup;
import static us.abstracta.jmeter.javadsl.JmeterDsl.uniformRandomTimer;

/** Clients that ask for one prediction after the other. */
public final class Predictions {
    private Predictions() {}

    /**
     * Loads the API, then prints requests, failures, requests a second, and the quantiles 0.5, 0.95 and 0.99 in milliseconds.
     *
     * @param arguments the API's address; a file with one path a line, asked in turn; the number of clients. Then the seconds in which they
     *     start; the seconds they stay; the milliseconds between the requests of each, give or take a half
     */
    public static void main(String[] arguments) throws IOException {
        List<String> paths = Files.readAllLines(Path.of(arguments[1]));
        long pause = Long.parseLong(arguments[5]);
        AtomicInteger next = new AtomicInteger();
        // JMeter's own quantiles are estimates, and bad ones at the end that matters.
        Queue<Long> taken = new ConcurrentLinkedQueue<>();
        StatsSummary all = testPlan(threadGroup()
                        .rampToAndHold(
                                Integer.parseInt(arguments[2]),
                                Duration.ofSeconds(Long.parseLong(arguments[3])),
                                Duration.ofSeconds(Long.parseLong(arguments[4])))
                        .children(httpSampler(
                                        "prediction",
                                        variables ->
                                                arguments[0] + paths.get(next.getAndIncrement() % paths.size()))
                                .header("Prefer", "wait=10")
                                .children(
                                        uniformRandomTimer(
                                                Duration.ofMillis(pause / 2), Duration.ofMillis(pause * 3 / 2)),
                                        jsr223PostProcessor(sample -> taken.add(sample.prev.getTime())),
                                        responseAssertion()
                                        .fieldToTest(TargetField.RESPONSE_CODE)
                                        .equalsToStrings("200"))))
                .run()
                .overall();
        long[] sorted = taken.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%d %d %.0f %d %d %d%n",
                all.samplesCount(),
                all.errorsCount(),
                all.samples().perSecond(),
                quantile(sorted, 0.5),
                quantile(sorted, 0.95),
                quantile(sorted, 0.99));
    }

    private static long quantile(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.floor(sorted.length * share))];
    }
}

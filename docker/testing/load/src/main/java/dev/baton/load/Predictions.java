package dev.baton.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import us.abstracta.jmeter.javadsl.core.assertions.DslResponseAssertion.TargetField;
import us.abstracta.jmeter.javadsl.core.stats.StatsSummary;
import us.abstracta.jmeter.javadsl.core.stats.TimeMetricSummary;

import static us.abstracta.jmeter.javadsl.JmeterDsl.httpSampler;
import static us.abstracta.jmeter.javadsl.JmeterDsl.responseAssertion;
import static us.abstracta.jmeter.javadsl.JmeterDsl.testPlan;
import static us.abstracta.jmeter.javadsl.JmeterDsl.threadGroup;

/** Clients that ask for one prediction after the other. */
public final class Predictions {
    private Predictions() {}

    /**
     * Arguments: where the API is, a file with a path a line, asked in turn, how many clients, and in how many seconds they come and for how
     * many they stay. Prints the requests, those that failed, requests a second, and the quantiles 0.5, 0.95 and 0.99 in milliseconds.
     */
    public static void main(String[] arguments) throws IOException {
        List<String> paths = Files.readAllLines(Path.of(arguments[1]));
        AtomicInteger next = new AtomicInteger();
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
                                .children(responseAssertion()
                                        .fieldToTest(TargetField.RESPONSE_CODE)
                                        .equalsToStrings("200"))))
                .run()
                .overall();
        TimeMetricSummary took = all.sampleTime();
        System.out.printf(
                Locale.ROOT,
                "%d %d %.0f %d %d %d%n",
                all.samplesCount(),
                all.errorsCount(),
                all.samples().perSecond(),
                took.median().toMillis(),
                took.perc95().toMillis(),
                took.perc99().toMillis());
    }
}

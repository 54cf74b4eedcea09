package dev.baton.benchmark;

import dev.baton.internal.broker.TaskQueue;
import dev.baton.testing.FreshServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Baton, Celery and RabbitMQ's PerfTest on one broker with the same guarantees: quorum queues, confirmed publishes, late
 * acknowledgement, one message in hand a slot, results kept in Redis (PerfTest has none). The task does nothing. A bare consumer,
 * which only tells Redis a result before each acknowledgement, shows what of PerfTest's rate results that are kept leave.
 */
final class QueueBenchmark implements AutoCloseable {
    /** A program on the JVM takes so long until what runs often is compiled; the others are given the same time. */
    static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final int PUBLISHED = 10_000;
    private static final int BATCH = 100;

    private final FreshServices services = new FreshServices();
    private final ConfigurableApplicationContext client;
    private final BenchmarkQueues queues;
    private final Path logs;

    private QueueBenchmark(Path logs) {
        this.logs = logs;
        this.client = new SpringApplication(BenchmarkClient.class)
                .run(Stream.concat(
                                services.properties().entrySet().stream()
                                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue()),
                                Stream.of("--spring.main.web-application-type=none", "--spring.main.banner-mode=off"))
                        .toArray(String[]::new));
        this.queues = new BenchmarkQueues(client);
    }

    /** Runs it all, and prints the ratios last. {@code arguments}: a folder for what the programs print, then numbers of slots. */
    public static void main(String[] arguments) {
        List<String> figures = new ArrayList<>();
        try (QueueBenchmark benchmark = new QueueBenchmark(Path.of(arguments[0]))) {
            figures.addAll(benchmark.throughput(
                    Stream.of(arguments).skip(1).mapToInt(Integer::parseInt).toArray()));
            figures.addAll(benchmark.publishing());
            figures.addAll(benchmark.roundTrips());
        }
        System.out.println(String.join(" ", figures));
    }

    private List<String> throughput(int[] counts) {
        try (Throughput throughput = new Throughput(services, client, queues, logs)) {
            return throughput.measure(counts);
        }
    }

    private List<String> publishing() {
        double batched = published(BATCH);
        double single = published(1);
        String script = CeleryScripts.application(services)
                + """
                import time
                begun = time.time()
                for _ in range(%d):
                    noop.apply_async(queue="%s")
                print(%d / (time.time() - begun))
                """.formatted(PUBLISHED, queues.fresh().name(), PUBLISHED);
        double celery = Double.parseDouble(CeleryScripts.run(script));
        say("published a second: %.0f in batches of %d, %.0f one by one, Celery %.0f", batched, BATCH, single, celery);
        return List.of(
                figure("publish_vs_celery", batched / celery), figure("single_publish_vs_celery", single / celery));
    }

    private double published(int batch) {
        TaskQueue queue = queues.fresh();
        queues.publish(queue, PUBLISHED / 2, batch);
        long begun = System.nanoTime();
        queues.publish(queue, PUBLISHED, batch);
        return PUBLISHED / ((System.nanoTime() - begun) / 1e9);
    }

    private List<String> roundTrips() {
        services.flushRedis();
        RoundTrips trips = new RoundTrips(services, client, logs);
        List<double[]> both = trips.ofBoth(queues.fresh(), queues.fresh());
        double[] baton = both.get(0);
        double[] celery = both.get(1);
        say(
                "round trip p50 %.2f ms, p99 %.2f ms; Celery %.2f ms, %.2f ms",
                RoundTrips.percentile(baton, 50),
                RoundTrips.percentile(baton, 99),
                RoundTrips.percentile(celery, 50),
                RoundTrips.percentile(celery, 99));
        double[] revoked = trips.ofRevocations(queues.fresh());
        say(
                "revoked until the next has ended p50 %.1f ms, p99 %.1f ms",
                RoundTrips.percentile(revoked, 50), RoundTrips.percentile(revoked, 99));
        return List.of(
                figure("rtt_p99_vs_celery", RoundTrips.percentile(baton, 99) / RoundTrips.percentile(celery, 99)),
                figure("revoke_p99_seconds", RoundTrips.percentile(revoked, 99) / 1000));
    }

    static String figure(String name, double value) {
        return String.format(Locale.ROOT, "%s=%.2f", name, value);
    }

    static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    @Override
    public void close() {
        client.close();
        services.close();
    }
}

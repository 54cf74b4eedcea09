package dev.baton.benchmark;

import dev.baton.broker.ControlPublisher;
import dev.baton.broker.TaskPublisher;
import dev.baton.broker.TaskQueue;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.testing.FreshServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Baton, Celery and RabbitMQ's PerfTest on one broker with the same guarantees: quorum queues, confirmed publishes, late
 * acknowledgement, one message in hand a slot, results kept in Redis (PerfTest has none). The task does nothing. A bare consumer
 * tells how much of PerfTest's rate the guarantees leave.
 */
final class QueueBenchmark implements AutoCloseable {
    private static final int PUBLISHED = 10_000;
    private static final int BATCH = 100;
    private static final int EVENTS_TURNS = 4;
    private static final Duration EVENTS_TURN = Duration.ofSeconds(5);
    /** A program on the JVM takes so long until what runs often is compiled; the others are given the same time. */
    static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final Duration MEASURED = Duration.ofSeconds(10);
    /** More than any of them takes from a queue in that time: with few slots the broker's own cycle is the limit, with many the machine. */
    private static final int MOST_A_SLOT = 2_000;

    private static final int MOST = 11_000;

    private final FreshServices services = new FreshServices();
    private final ConfigurableApplicationContext client;
    private final Path logs;
    private int queues;

    private QueueBenchmark(Path logs) {
        this.logs = logs;
        this.client = new SpringApplication(BenchmarkClient.class)
                .run(Stream.concat(
                                services.properties().entrySet().stream()
                                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue()),
                                Stream.of("--spring.main.web-application-type=none", "--spring.main.banner-mode=off"))
                        .toArray(String[]::new));
    }

    /** Runs it all, and prints the ratios last. {@code arguments}: a folder for what the programs print, then numbers of slots, the most last. */
    public static void main(String[] arguments) {
        List<String> figures = new ArrayList<>();
        try (QueueBenchmark benchmark = new QueueBenchmark(Path.of(arguments[0]))) {
            benchmark.throughput(
                    Stream.of(arguments).skip(1).mapToInt(Integer::parseInt).toArray(), figures);
            benchmark.publishing(figures);
            figures.add(benchmark.roundTrips());
        }
        System.out.println(String.join(" ", figures));
    }

    private void throughput(int[] counts, List<String> figures) {
        Map<Peer, Drain> best = new EnumMap<>(Peer.class);
        Map<Peer, Double> shares = new EnumMap<>(Peer.class);
        for (int slots : counts) {
            Map<Peer, Drain> drains = new EnumMap<>(Peer.class);
            TaskQueue queue = freshQueue();
            for (Peer peer : Peer.values()) {
                Drain drain = drain(peer, queue, slots);
                drains.put(peer, drain);
                best.merge(peer, drain, (one, other) -> one.rate() > other.rate() ? one : other);
                say("%-13s %2d slots: %6.0f tasks/s, %4d MB", peer, slots, drain.rate(), drain.memory() >> 20);
            }
            client.getBean(RabbitAdmin.class).purgeQueue(queue.name());
            for (Peer peer : List.of(Peer.PERFTEST, Peer.BARE)) {
                shares.merge(peer, ratio(drains, peer, Drain::rate), Math::min);
            }
        }
        figures.add(figure("throughput_vs_celery", ratio(best, Peer.CELERY, Drain::rate)));
        shares.forEach((peer, share) -> figures.add(figure(peer.name().toLowerCase(Locale.ROOT) + "_share", share)));
        figures.add(figure("rss_vs_celery", ratio(best, Peer.CELERY, Drain::memory)));
        figures.add(figure("events_cost", eventsCost(counts[counts.length - 1])));
    }

    private static double ratio(Map<Peer, Drain> drains, Peer other, ToDoubleFunction<Drain> figure) {
        return figure.applyAsDouble(Objects.requireNonNull(drains.get(Peer.BATON)))
                / figure.applyAsDouble(Objects.requireNonNull(drains.get(other)));
    }

    /** Messages a second, and the memory of the worker in bytes. */
    private record Drain(double rate, long memory) {}

    /** Fills a queue, has {@code peer} take from it, and counts once it is warm. */
    private Drain drain(Peer peer, TaskQueue queue, int slots) {
        fill(queue, slots, MEASURED);
        try (Peer.Running running = start(peer, queue, slots)) {
            warmUp(queue);
            return new Drain(rate(queue, MEASURED), running.memory());
        }
    }

    /** So that it will not be empty before a peer is warm and so much time has passed. */
    private void fill(TaskQueue queue, int slots, Duration measured) {
        long seconds = WARM_UP.plus(measured).toSeconds();
        // Full of the results of those before, Redis would take no more of them.
        services.flushRedis();
        publish(queue, (int) (Math.min(MOST, slots * MOST_A_SLOT) * seconds) - ready(queue), BATCH);
    }

    private Peer.Running start(Peer peer, TaskQueue queue, int slots) {
        Path log = logs.resolve((peer + "-" + slots).toLowerCase(Locale.ROOT) + ".log");
        return peer.start(services, queue.name(), slots, log);
    }

    private void warmUp(TaskQueue queue) {
        int full = ready(queue);
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> ready(queue) < full);
        awaitPassed(queue, System.nanoTime(), WARM_UP);
    }

    private double rate(TaskQueue queue, Duration time) {
        int first = ready(queue);
        long begun = System.nanoTime();
        awaitPassed(queue, begun, time);
        int last = ready(queue);
        if (last == 0) {
            throw new IllegalStateException("the queue was emptied before all was measured: fill it with more");
        }
        return (first - last) / ((System.nanoTime() - begun) / 1e9);
    }

    /** Returns the share of throughput that events cost. One worker tells of its tasks and is silent by turns: a noisy machine is the same for both. */
    private double eventsCost(int slots) {
        TaskQueue queue = freshQueue();
        ControlPublisher control = client.getBean(ControlPublisher.class);
        double telling = 0;
        double silent = 0;
        fill(queue, slots, EVENTS_TURN.multipliedBy(2 * EVENTS_TURNS));
        try (Peer.Running running = start(Peer.BATON, queue, slots)) {
            warmUp(queue);
            for (int turn = 0; turn < EVENTS_TURNS; turn++) {
                control.broadcast("enable_events", Map.of());
                telling += rate(queue, EVENTS_TURN);
                control.broadcast("disable_events", Map.of());
                silent += rate(queue, EVENTS_TURN);
            }
            say(
                    "BATON with events: %.0f tasks/s, without: %.0f; %d MB",
                    telling / EVENTS_TURNS, silent / EVENTS_TURNS, running.memory() >> 20);
        }
        return 1 - telling / silent;
    }

    private void awaitPassed(TaskQueue queue, long begun, Duration time) {
        Awaitility.await()
                .atMost(time.multipliedBy(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> System.nanoTime() - begun >= time.toNanos() || ready(queue) == 0);
    }

    private void publishing(List<String> figures) {
        double batched = published(BATCH);
        double single = published(1);
        String script = CeleryScripts.application(services)
                + """
                import time
                begun = time.time()
                for _ in range(%d):
                    noop.apply_async(queue="%s")
                print(%d / (time.time() - begun))
                """.formatted(PUBLISHED, freshQueue().name(), PUBLISHED);
        double celery = Double.parseDouble(CeleryScripts.run(script));
        say("published a second: %.0f in batches of %d, %.0f one by one, Celery %.0f", batched, BATCH, single, celery);
        figures.add(figure("publish_vs_celery", batched / celery));
        figures.add(figure("single_publish_vs_celery", single / celery));
    }

    private double published(int batch) {
        TaskQueue queue = freshQueue();
        publish(queue, PUBLISHED / 2, batch);
        long begun = System.nanoTime();
        publish(queue, PUBLISHED, batch);
        return PUBLISHED / ((System.nanoTime() - begun) / 1e9);
    }

    private void publish(TaskQueue queue, int count, int batch) {
        TaskPublisher publisher = client.getBean(TaskPublisher.class);
        for (int sent = 0; sent < count; sent += batch) {
            publisher.publish(
                    queue,
                    Stream.generate(QueueBenchmark::task)
                            .limit(Math.min(batch, count - sent))
                            .toList());
        }
    }

    static TaskRequest task() {
        return TaskRequest.of(TaskId.random(), BenchmarkWorker.NOOP.name(), Map.of());
    }

    private String roundTrips() {
        services.flushRedis();
        RoundTrips trips = new RoundTrips(services, client, logs);
        double[] baton = trips.ofBaton(freshQueue());
        double[] celery = trips.ofCelery(freshQueue());
        say(
                "round trip p50 %.2f ms, p99 %.2f ms; Celery %.2f ms, %.2f ms",
                RoundTrips.percentile(baton, 50),
                RoundTrips.percentile(baton, 99),
                RoundTrips.percentile(celery, 50),
                RoundTrips.percentile(celery, 99));
        return figure("rtt_p99_vs_celery", RoundTrips.percentile(baton, 99) / RoundTrips.percentile(celery, 99));
    }

    private TaskQueue freshQueue() {
        TaskQueue queue = new TaskQueue("bench-" + queues++);
        client.getBean(RabbitAdmin.class)
                .declareQueue(QueueBuilder.durable(queue.name()).quorum().build());
        return queue;
    }

    private int ready(TaskQueue queue) {
        return Math.toIntExact(
                Objects.requireNonNull(client.getBean(RabbitAdmin.class).getQueueInfo(queue.name()))
                        .getMessageCount());
    }

    private static String figure(String name, double value) {
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

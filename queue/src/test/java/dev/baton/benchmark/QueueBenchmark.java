package dev.baton.benchmark;

import dev.baton.QueueConfiguration;
import dev.baton.broker.TaskPublisher;
import dev.baton.broker.TaskQueue;
import dev.baton.broker.TaskQueues;
import dev.baton.queue.WorkerAutoConfiguration;
import dev.baton.result.ResultStore;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.FreshServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Baton, Celery and RabbitMQ's PerfTest on one broker with the same guarantees: quorum queues, confirmed publishes, late
 * acknowledgement, one message in hand a slot, results kept in Redis (PerfTest has none). The task does nothing.
 */
final class QueueBenchmark implements AutoCloseable {
    private static final int[] SLOTS = {1, 2, 8, 32};
    private static final int PUBLISHED = 10_000;
    private static final int BATCH = 100;
    private static final int ROUND_TRIPS = 1_000;
    private static final int MEMORY_SLOTS = 8;
    /** A program on the JVM takes so long until what runs often is compiled; the others are given the same time. */
    private static final Duration WARM_UP = Duration.ofSeconds(25);

    private static final Duration MEASURED = Duration.ofSeconds(10);
    /** More than any of them takes from a queue in that time: with few slots the broker's own cycle is the limit, with many the machine. */
    private static final int MOST_A_SLOT = 800;

    private static final int MOST = 11_000;

    private final FreshServices services = new FreshServices();
    private final ConfigurableApplicationContext client;
    private final Path logs;
    private int queues;

    private QueueBenchmark(Path logs) {
        this.logs = logs;
        this.client = new SpringApplication(Client.class)
                .run(Stream.concat(
                                services.properties().entrySet().stream()
                                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue()),
                                Stream.of("--spring.main.web-application-type=none", "--spring.main.banner-mode=off"))
                        .toArray(String[]::new));
    }

    /** Runs it all, and prints the ratios last. {@code arguments}: a folder for what the programs print. */
    public static void main(String[] arguments) {
        List<String> figures = new ArrayList<>();
        try (QueueBenchmark benchmark = new QueueBenchmark(Path.of(arguments[0]))) {
            benchmark.throughput(figures);
            benchmark.publishing(figures);
            benchmark.roundTrips(figures);
        }
        System.out.println(String.join(" ", figures));
    }

    private void throughput(List<String> figures) {
        Map<Peer, Double> best = new EnumMap<>(Peer.class);
        Map<Peer, Long> memory = new EnumMap<>(Peer.class);
        double share = Double.MAX_VALUE;
        double events = 0;
        for (int slots : SLOTS) {
            Map<Peer, Double> rates = new EnumMap<>(Peer.class);
            TaskQueue queue = freshQueue();
            for (Peer peer : Peer.values()) {
                Drain drain = drain(peer, queue, slots);
                rates.put(peer, drain.rate());
                best.merge(peer, drain.rate(), Math::max);
                if (slots == MEMORY_SLOTS) {
                    memory.put(peer, drain.memory());
                }
                say("%-13s %2d slots: %6.0f tasks/s, %4d MB", peer, slots, drain.rate(), drain.memory() >> 20);
            }
            purge(queue);
            share = Math.min(share, ratio(rates, Peer.BATON, Peer.PERFTEST));
            events = Math.max(events, 1 - ratio(rates, Peer.BATON_EVENTS, Peer.BATON));
        }
        figures.add(figure("throughput_vs_celery", ratio(best, Peer.BATON, Peer.CELERY)));
        figures.add(figure("perftest_share", share));
        figures.add(figure("rss_vs_celery", ratio(memory, Peer.BATON, Peer.CELERY)));
        figures.add(figure("events_cost", events));
    }

    private static double ratio(Map<Peer, ? extends Number> values, Peer one, Peer other) {
        return Objects.requireNonNull(values.get(one)).doubleValue()
                / Objects.requireNonNull(values.get(other)).doubleValue();
    }

    /** Messages a second, and the memory of the worker in bytes. */
    private record Drain(double rate, long memory) {}

    /** Fills a queue, has {@code peer} take from it, and counts once it is warm. */
    private Drain drain(Peer peer, TaskQueue queue, int slots) {
        long seconds = WARM_UP.plus(MEASURED).toSeconds();
        publish(queue, (int) (Math.min(MOST, slots * MOST_A_SLOT) * seconds) - ready(queue), BATCH);
        int full = ready(queue);
        try (Peer.Running running = peer.start(services, queue.name(), slots, log(peer + "-" + slots))) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> ready(queue) < full - slots);
            long begun = System.nanoTime();
            awaitPassed(queue, begun, WARM_UP);
            int first = ready(queue);
            long measured = System.nanoTime();
            awaitPassed(queue, measured, MEASURED);
            int last = ready(queue);
            return new Drain((first - last) / ((System.nanoTime() - measured) / 1e9), running.memory());
        }
    }

    private void awaitPassed(TaskQueue queue, long begun, Duration time) {
        Awaitility.await()
                .atMost(time.multipliedBy(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> System.nanoTime() - begun >= time.toNanos() || ready(queue) == 0);
    }

    private void purge(TaskQueue queue) {
        client.getBean(RabbitAdmin.class).purgeQueue(queue.name());
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

    private static TaskRequest task() {
        return TaskRequest.of(TaskId.random(), BenchmarkWorker.NOOP.name(), Map.of());
    }

    private void roundTrips(List<String> figures) {
        double[] baton = batonRoundTrips();
        double[] celery = celeryRoundTrips();
        say(
                "round trip p50 %.2f ms, p99 %.2f ms; Celery %.2f ms, %.2f ms",
                percentile(baton, 50), percentile(baton, 99), percentile(celery, 50), percentile(celery, 99));
        figures.add(figure("rtt_p99_vs_celery", percentile(baton, 99) / percentile(celery, 99)));
    }

    private double[] batonRoundTrips() {
        TaskQueue queue = freshQueue();
        TaskPublisher publisher = client.getBean(TaskPublisher.class);
        ResultStore results = client.getBean(ResultStore.class);
        double[] times = new double[ROUND_TRIPS];
        try (Peer.Running running = Peer.BATON.start(services, queue.name(), 1, log("BATON-idle"))) {
            for (int i = -ROUND_TRIPS; i < ROUND_TRIPS; i++) {
                TaskRequest task = task();
                long begun = System.nanoTime();
                publisher.publish(queue, List.of(task));
                TaskState state = results.awaitFinal(task.id(), Duration.ofMinutes(1))
                        .orElseThrow(() -> new IllegalStateException(
                                "no result; alive: " + running.process().isAlive()))
                        .state();
                if (state != TaskState.SUCCESS) {
                    throw new IllegalStateException("the task ended as " + state);
                }
                times[Math.max(i, 0)] = (System.nanoTime() - begun) / 1e6;
            }
            say("BATON    idle: %d MB", running.memory() >> 20);
        }
        return times;
    }

    private double[] celeryRoundTrips() {
        TaskQueue queue = freshQueue();
        String script = CeleryScripts.application(services) + """
                import time
                times = []
                for _ in range(%d):
                    begun = time.time()
                    noop.apply_async(queue="%s").get(timeout=60)
                    times.append((time.time() - begun) * 1000)
                print(*times[%d:])
                """.formatted(2 * ROUND_TRIPS, queue.name(), ROUND_TRIPS);
        try (Peer.Running running = Peer.CELERY.start(services, queue.name(), 1, log("CELERY-idle"))) {
            double[] times = Arrays.stream(CeleryScripts.run(script).split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            say("CELERY   idle: %d MB", running.memory() >> 20);
            return times;
        }
    }

    private static double percentile(double[] times, int percent) {
        List<Double> sorted =
                Arrays.stream(times).boxed().sorted(Comparator.naturalOrder()).toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
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

    private Path log(String name) {
        return logs.resolve(name.toLowerCase(Locale.ROOT) + ".log");
    }

    private static String figure(String name, double value) {
        return String.format(Locale.ROOT, "%s=%.2f", name, value);
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    @Override
    public void close() {
        client.close();
        services.close();
    }

    /** An application that sends tasks and runs none. */
    @EnableAutoConfiguration(exclude = WorkerAutoConfiguration.class)
    @Import(QueueConfiguration.class)
    static class Client {
        @Bean
        TaskQueues taskQueues() {
            return TaskQueues.named(List.of("bench"));
        }
    }
}

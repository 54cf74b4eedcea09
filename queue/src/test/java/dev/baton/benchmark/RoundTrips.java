package dev.baton.benchmark;

import dev.baton.broker.TaskPublisher;
import dev.baton.broker.TaskQueue;
import dev.baton.control.RevokeTasks;
import dev.baton.result.ResultStore;
import dev.baton.result.ResultWatch;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.FreshServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;

/** Times from before a task is sent until its result is known, in milliseconds, one task after the other, once both sides are warm. */
final class RoundTrips {
    private static final int MEASURED = 2_000;
    private static final int WARMING = 50;
    private static final int REVOKED = 300;
    /** One task at a time makes a program on the JVM warm much later than many do; Celery is given the same time. */
    private static final Duration WARM_UP = QueueBenchmark.WARM_UP.multipliedBy(3);

    private final FreshServices services;
    private final TaskPublisher publisher;
    private final ResultStore results;
    private final RevokeTasks revoke;
    private final Path logs;

    RoundTrips(FreshServices services, ApplicationContext client, Path logs) {
        this.services = services;
        this.publisher = client.getBean(TaskPublisher.class);
        this.results = client.getBean(ResultStore.class);
        this.revoke = client.getBean(RevokeTasks.class);
        this.logs = logs;
    }

    double[] ofBaton(TaskQueue queue) {
        double[] times = new double[MEASURED];
        try (Peer.Running running = Peer.BATON.start(services, queue.name(), 1, logs.resolve("baton-idle.log"))) {
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < WARM_UP.toNanos()) {
                ofOne(queue);
            }
            for (int i = 0; i < times.length; i++) {
                times[i] = ofOne(queue);
            }
            QueueBenchmark.say("BATON    idle: %d MB", running.memory() >> 20);
        }
        return times;
    }

    private double ofOne(TaskQueue queue) {
        TaskRequest task = BenchmarkQueues.task(BenchmarkWorker.NOOP);
        long begun = System.nanoTime();
        // As Celery's client does, too: it listens before it sends.
        try (ResultWatch watch = results.watch(task.id())) {
            publisher.publish(queue, List.of(task));
            requireSuccess(watch);
            return (System.nanoTime() - begun) / 1e6;
        }
    }

    private static void requireSuccess(ResultWatch watch) {
        TaskState state = watch.awaitFinal(Duration.ofMinutes(1)).orElseThrow().state();
        if (state != TaskState.SUCCESS) {
            throw new IllegalStateException("the task ended as " + state);
        }
    }

    /**
     * Times from before a running task is revoked until the one behind it, which has to wait for the only slot and for the first one's
     * acknowledgement, has ended.
     */
    double[] ofRevocations(TaskQueue queue) {
        double[] times = new double[REVOKED];
        try (Peer.Running running = Peer.BATON.start(services, queue.name(), 1, logs.resolve("baton-revoked.log"))) {
            for (int i = 0; i < WARMING; i++) {
                ofRevocation(queue);
            }
            for (int i = 0; i < times.length; i++) {
                times[i] = ofRevocation(queue);
            }
            QueueBenchmark.say("BATON    with revoked tasks: %d MB", running.memory() >> 20);
        }
        return times;
    }

    private double ofRevocation(TaskQueue queue) {
        TaskRequest waiting = BenchmarkQueues.task(BenchmarkWorker.WAIT);
        TaskRequest next = BenchmarkQueues.task(BenchmarkWorker.NOOP);
        try (ResultWatch watch = results.watch(next.id())) {
            publisher.publish(queue, List.of(waiting, next));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> results.find(waiting.id())
                            .filter(known -> known.state() == TaskState.PROGRESS)
                            .isPresent());
            long begun = System.nanoTime();
            revoke.revoke(List.of(waiting.id()));
            requireSuccess(watch);
            return (System.nanoTime() - begun) / 1e6;
        }
    }

    double[] ofCelery(TaskQueue queue) {
        String script =
                CeleryScripts.application(services) + """
                import time
                def one():
                    begun = time.time()
                    noop.apply_async(queue="%s").get(timeout=60)
                    return (time.time() - begun) * 1000
                begun = time.time()
                while time.time() - begun < %d:
                    one()
                print(*(one() for _ in range(%d)))
                """.formatted(queue.name(), WARM_UP.toSeconds(), MEASURED);
        try (Peer.Running running = Peer.CELERY.start(services, queue.name(), 1, logs.resolve("celery-idle.log"))) {
            double[] times = Arrays.stream(CeleryScripts.run(script).split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            QueueBenchmark.say("CELERY   idle: %d MB", running.memory() >> 20);
            return times;
        }
    }

    static double percentile(double[] times, int percent) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}

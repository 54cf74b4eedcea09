package dev.baton.benchmark;

import dev.baton.broker.TaskPublisher;
import dev.baton.broker.TaskQueue;
import dev.baton.result.ResultStore;
import dev.baton.result.ResultWatch;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.FreshServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** Times from before a task is sent until its result is known, in milliseconds, one task after the other, once both sides are warm. */
final class RoundTrips {
    private static final int MEASURED = 2_000;
    /** One task at a time makes a program on the JVM warm much later than many do; Celery is given the same time. */
    private static final Duration WARM_UP = QueueBenchmark.WARM_UP.multipliedBy(3);

    private final FreshServices services;
    private final TaskPublisher publisher;
    private final ResultStore results;
    private final Path logs;

    RoundTrips(FreshServices services, ApplicationContext client, Path logs) {
        this.services = services;
        this.publisher = client.getBean(TaskPublisher.class);
        this.results = client.getBean(ResultStore.class);
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
        TaskRequest task = QueueBenchmark.task();
        long begun = System.nanoTime();
        // As Celery's client does, too: it listens before it sends.
        try (ResultWatch watch = results.watch(task.id())) {
            publisher.publish(queue, List.of(task));
            TaskState state =
                    watch.awaitFinal(Duration.ofMinutes(1)).orElseThrow().state();
            if (state != TaskState.SUCCESS) {
                throw new IllegalStateException("the task ended as " + state);
            }
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

package dev.baton.benchmark;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultWatch;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.FreshServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;

/** Times from before a task is sent until its result is known, in milliseconds, one task after the other, once both sides are warm. */
final class RoundTrips {
    private static final int TURNS = 20;
    private static final int TURN = 100;
    private static final int WARMING = 50;
    private static final int REVOKED = 300;
    /** Of both together: one task at a time makes a program on the JVM warm much later than many do. */
    private static final Duration WARM_UP = QueueBenchmark.WARM_UP.multipliedBy(4);

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

    /** What is measured of one peer. */
    private record Side(IntFunction<double[]> trips, List<double[]> times) {
        Side(IntFunction<double[]> trips) {
            this(trips, new ArrayList<>());
        }

        void turn() {
            times.add(trips.apply(TURN));
        }

        double[] all() {
            return times.stream().flatMapToDouble(Arrays::stream).toArray();
        }
    }

    /** Returns Baton's times and Celery's. They have turns, there and back: a machine that is slower at one time than at another is so for both. */
    List<double[]> ofBoth(TaskQueue batons, TaskQueue celerys) {
        try (Peer.Running baton = Peer.BATON.start(services, batons.name(), 1, logs.resolve("baton-idle.log"));
                Peer.Running celery = Peer.CELERY.start(services, celerys.name(), 1, logs.resolve("celery-idle.log"));
                CeleryClient client = new CeleryClient(services, celerys, logs.resolve("celery-client.log"))) {
            List<Side> sides = List.of(new Side(count -> ofBaton(batons, count)), new Side(client::trips));
            warmUp(sides);
            List<Side> order = new ArrayList<>(sides);
            for (int turn = 0; turn < TURNS; turn++) {
                order.forEach(Side::turn);
                Collections.reverse(order);
            }
            QueueBenchmark.say("idle: BATON %d MB, CELERY %d MB", baton.memory() >> 20, celery.memory() >> 20);
            return sides.stream().map(Side::all).toList();
        }
    }

    /** By turns, too: a program on the JVM that has had to wait for a minute compiles some of its code again when it goes on. */
    private static void warmUp(List<Side> sides) {
        for (long begun = System.nanoTime(); System.nanoTime() - begun < WARM_UP.toNanos(); ) {
            sides.forEach(Side::turn);
        }
        sides.forEach(side -> side.times().clear());
    }

    private double[] ofBaton(TaskQueue queue, int count) {
        return DoubleStream.generate(() -> ofOne(queue)).limit(count).toArray();
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

    static double percentile(double[] times, int percent) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}

package dev.baton.benchmark;

import dev.baton.internal.broker.TaskQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.awaitility.Awaitility;

/** A peer with a number of slots and a queue of its own, which is empty unless it is its turn. */
final class Lane implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** About what the fastest takes from a queue in a second: with few slots the broker's own cycle is the limit, with many the machine. */
    private static final int MOST_A_SLOT = 2_000;

    private static final int MOST = 9_000;
    private static final int NEARLY_EMPTY = 8;
    private static final int BATCH = 500;

    private final Peer peer;
    private final int slots;
    private final TaskQueue queue;
    private final BenchmarkQueues queues;
    private final Peer.Running running;
    private final List<Double> rates = new ArrayList<>();

    Lane(Peer peer, int slots, TaskQueue queue, BenchmarkQueues queues, Peer.Running running) {
        this.peer = peer;
        this.slots = slots;
        this.queue = queue;
        this.queues = queues;
        this.running = running;
    }

    Peer peer() {
        return peer;
    }

    int slots() {
        return slots;
    }

    /** Gives it as much as it takes for so long, from the first that it takes. */
    void warmUp(Duration time) {
        fill(1);
        int full = queues.ready(queue);
        Awaitility.await().atMost(PATIENCE).pollInterval(POLL).until(() -> queues.ready(queue) < full);
        for (long begun = System.nanoTime(); System.nanoTime() - begun < time.toNanos(); ) {
            fill(1);
        }
        queues.empty(queue);
    }

    /** Returns how many tasks a second it takes from a full queue, until that is nearly empty at most, and remembers it. */
    double turn(Duration time) {
        fill(time.toSeconds());
        double rate = rate(time);
        queues.empty(queue);
        rates.add(rate);
        return rate;
    }

    /**
     * Returns how many tasks a second it takes from a full queue after each of {@code changes}, which have equal parts of {@code time}:
     * the nearer in time, the less the machine's own changes tell.
     */
    List<Double> turn(Duration time, List<Runnable> changes) {
        Duration part = time.dividedBy(changes.size());
        List<Double> parts = changes.stream()
                .map(change -> {
                    change.run();
                    // Enough for a worker that is twice as fast as was thought.
                    fill(2 * part.toSeconds() + 1);
                    return rate(part);
                })
                .toList();
        queues.empty(queue);
        return parts;
    }

    private double rate(Duration time) {
        int first = queues.ready(queue);
        long begun = System.nanoTime();
        Awaitility.await()
                .atMost(time.multipliedBy(2))
                .pollInterval(POLL)
                .until(() -> System.nanoTime() - begun >= time.toNanos() || queues.ready(queue) < first / NEARLY_EMPTY);
        int last = queues.ready(queue);
        double rate = (first - last) / ((System.nanoTime() - begun) / 1e9);
        if (last == 0) {
            throw new IllegalStateException("the queue was emptied before that was seen: fill it with more");
        }
        return rate;
    }

    private void fill(long seconds) {
        long wanted = Math.min(MOST, slots * MOST_A_SLOT) * seconds;
        for (int ready = queues.ready(queue); ready < wanted; ready = queues.ready(queue)) {
            queues.publish(queue, (int) Math.min(wanted - ready, MOST), BATCH);
        }
    }

    /** Tasks a second, of each turn. */
    DoubleSummaryStatistics rates() {
        return rates.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    }

    double rate() {
        return rates().getAverage();
    }

    /** In bytes. */
    long memory() {
        return running.memory();
    }

    @Override
    public void close() {
        running.close();
    }
}

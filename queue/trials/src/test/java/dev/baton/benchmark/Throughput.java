package dev.baton.benchmark;

import dev.baton.internal.broker.ControlPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.testing.FreshServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.springframework.context.ApplicationContext;

/**
 * Tasks a second that each peer takes from a full queue with several numbers of slots. All of them run and are warm, and have their
 * turns one after the other, there and back: a machine that is faster at one time than at another is so for all.
 */
final class Throughput implements AutoCloseable {
    private static final int ROUNDS = 4;
    /** What events cost is less than by how much turns differ. */
    private static final int EVENT_ROUNDS = 20;

    /** Fewer slots run what is to be compiled more rarely. */
    private static final int FEW = 4;

    private static final Duration TURN = Duration.ofSeconds(5);

    private final FreshServices services;
    private final ControlPublisher control;
    private final BenchmarkQueues queues;
    private final Path logs;
    private final List<Lane> lanes = new ArrayList<>();

    Throughput(FreshServices services, ApplicationContext client, BenchmarkQueues queues, Path logs) {
        this.services = services;
        this.control = client.getBean(ControlPublisher.class);
        this.queues = queues;
        this.logs = logs;
    }

    /** Returns the ratios, as they are printed. */
    List<String> measure(int[] counts) {
        for (int slots : counts) {
            for (Peer peer : Peer.values()) {
                start(peer, slots);
            }
        }
        List<Lane> order = new ArrayList<>(lanes);
        for (int round = 0; round < ROUNDS; round++) {
            order.forEach(this::turn);
            Collections.reverse(order);
        }
        lanes.forEach(lane -> QueueBenchmark.say(
                "%-8s %2d slots: %5.0f tasks/s (%.0f to %.0f)",
                lane.peer(),
                lane.slots(),
                lane.rate(),
                lane.rates().getMin(),
                lane.rates().getMax()));
        List<String> figures = new ArrayList<>();
        figures.add(QueueBenchmark.figure(
                "throughput_vs_celery",
                best(Peer.BATON).rate() / best(Peer.CELERY).rate()));
        for (Peer peer : List.of(Peer.BARE, Peer.PERFTEST)) {
            figures.add(QueueBenchmark.figure(peer.name().toLowerCase(Locale.ROOT) + "_share", leastShare(peer)));
        }
        figures.add(QueueBenchmark.figure("rss_vs_celery", memory()));
        figures.add(QueueBenchmark.figure("events_cost", eventsCost(best(Peer.BATON))));
        return figures;
    }

    private void start(Peer peer, int slots) {
        TaskQueue queue = queues.fresh();
        Path log = logs.resolve((peer + "-" + slots).toLowerCase(Locale.ROOT) + ".log");
        Lane lane = new Lane(peer, slots, queue, queues, peer.start(services, queue.name(), slots, log));
        lanes.add(lane);
        services.flushRedis();
        lane.warmUp(slots < FEW ? QueueBenchmark.WARM_UP.multipliedBy(2) : QueueBenchmark.WARM_UP);
    }

    private double turn(Lane lane) {
        // Full of the results of those before, Redis would take no more of them.
        services.flushRedis();
        return lane.turn(TURN);
    }

    /** At its best number of slots. */
    private Lane best(Peer peer) {
        return lanes.stream()
                .filter(lane -> lane.peer() == peer)
                .max(Comparator.comparingDouble(Lane::rate))
                .orElseThrow();
    }

    /** Returns Baton's least share of the rate of {@code peer} with the same number of slots. */
    private double leastShare(Peer peer) {
        ToDoubleFunction<Lane> share = lane -> lanes.stream()
                        .filter(other -> other.peer() == Peer.BATON && other.slots() == lane.slots())
                        .mapToDouble(Lane::rate)
                        .sum()
                / lane.rate();
        return lanes.stream()
                .filter(lane -> lane.peer() == peer)
                .mapToDouble(share)
                .min()
                .orElseThrow();
    }

    /** Returns how much memory a worker takes as a multiple of what Celery's takes, each at its best. */
    private double memory() {
        Lane baton = best(Peer.BATON);
        Lane celery = best(Peer.CELERY);
        // What processes share counts in part for each of them.
        closeAllBut(lane -> lane == baton || lane == celery);
        for (Lane lane : List.of(baton, celery)) {
            QueueBenchmark.say("%-8s %2d slots: %d MB", lane.peer(), lane.slots(), lane.memory() >> 20);
        }
        return (double) baton.memory() / celery.memory();
    }

    /** Returns the share of throughput that events cost. The worker tells of its tasks and is silent by turns. */
    private double eventsCost(Lane lane) {
        closeAllBut(other -> other == lane);
        // Telling must be compiled, too.
        tell(true);
        services.flushRedis();
        lane.warmUp(QueueBenchmark.WARM_UP);
        double[] rates = new double[2];
        for (int round = 0; round < EVENT_ROUNDS; round++) {
            int first = round % 2;
            // There and back: what drifts is so for both.
            List<Integer> order = List.of(first, 1 - first, 1 - first, first);
            services.flushRedis();
            List<Double> parts = lane.turn(
                    TURN,
                    order.stream()
                            .<Runnable>map(telling -> () -> tell(telling == 1))
                            .toList());
            for (int part = 0; part < parts.size(); part++) {
                rates[order.get(part)] += parts.get(part) / (2 * EVENT_ROUNDS);
            }
        }
        QueueBenchmark.say("%s with events: %.0f tasks/s, without: %.0f", lane.peer(), rates[1], rates[0]);
        return 1 - rates[1] / rates[0];
    }

    private void tell(boolean isTelling) {
        control.broadcast(isTelling ? "enable_events" : "disable_events", Map.of());
    }

    private void closeAllBut(Predicate<Lane> kept) {
        lanes.stream().filter(kept.negate()).forEach(Lane::close);
        lanes.removeIf(kept.negate());
    }

    @Override
    public void close() {
        closeAllBut(lane -> false);
    }
}

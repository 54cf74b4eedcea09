package dev.baton.chaos;

import dev.baton.broker.UnconfirmedPublishException;
import dev.baton.client.JavaClient;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.testing.FreshServices;
import dev.baton.testing.JavaProgram;
import dev.baton.testing.Services;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Trials: in each, tasks are sent to two workers, some of which fail at first and some of which wait, and meanwhile one fault happens.
 * Afterwards every task must have had its effect, once, and every consumer must be there again.
 */
public final class Chaos {
    private static final int WORKERS = 2;
    private static final int SLOTS = 2;
    private static final int TASKS = 24;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MAX_CUT_MILLIS = 3000;

    private final FreshServices services;
    private final Network network;
    private final List<JavaProgram> workers;
    private final JavaClient client;
    private final Effects effects;
    private final Random random;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final List<TaskId> sent = new ArrayList<>();
    private int silent;

    private Chaos(
            FreshServices services, Network network, List<JavaProgram> workers, JavaClient client, Random random) {
        this.services = services;
        this.network = network;
        this.workers = workers;
        this.client = client;
        this.effects = new Effects(services.properties().get("spring.datasource.url"));
        this.random = random;
    }

    public static void main(String[] arguments) {
        int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        System.exit(run(trials, seed, System.out) ? 0 : 1);
    }

    /** Makes so many trials, says what came of them, and tells whether all is well. */
    static boolean run(int trials, long seed, PrintStream out) {
        try (FreshServices services = new FreshServices();
                Network network = new Network();
                JavaProgram one = worker(services, network);
                JavaProgram other = worker(services, network);
                JavaClient client = new JavaClient(services)) {
            Chaos chaos = new Chaos(services, network, List.of(one, other), client, new Random(seed));
            chaos.effects.create();
            chaos.settle(List.of(), false);
            for (int trial = 0; trial < trials; trial++) {
                chaos.trial(Fault.values()[trial % Fault.values().length]);
            }
            return chaos.report(trials, out);
        }
    }

    private static JavaProgram worker(FreshServices services, Network network) {
        Map<String, String> settings = new LinkedHashMap<>(network.through(services));
        settings.put("baton.worker.concurrency", String.valueOf(SLOTS));
        return JavaProgram.supervised(ChaosWorker.class, settings);
    }

    private boolean report(int trials, PrintStream out) {
        long lost = sent.size() - effects.had(sent);
        long doubled = effects.doubled(sent);
        out.println("faults=" + faults + " tasks=" + sent.size());
        out.println("trials=" + trials + " lost=" + lost + " doubled=" + doubled + " silent=" + silent);
        return lost == 0 && doubled == 0 && silent == 0;
    }

    private void trial(Fault fault) {
        faults.merge(fault, 1, Integer::sum);
        int before = random.nextInt(TASKS);
        List<TaskId> ids = new ArrayList<>();
        send(ids, before);
        CompletableFuture<Void> happening = CompletableFuture.runAsync(() -> happen(fault));
        send(ids, TASKS - before);
        happening.join();
        sent.addAll(ids);
        settle(ids, fault != Fault.REDIS_FLUSHED);
    }

    private void send(List<TaskId> ids, int count) {
        for (int i = 0; i < count; i++) {
            TaskRequest request = TaskRequest.of(TaskId.random(), ChaosWorker.TASK, Map.of("failures", i % 3));
            TaskRequest wanted = i % 4 == 0 ? request.withEta(Instant.now().plusMillis(random.nextInt(1000))) : request;
            // Confirmed in the end, and perhaps there more than once.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInSameThread()
                    .ignoreException(UnconfirmedPublishException.class)
                    .until(() -> ids.add(client.send(ChaosWorker.QUEUE, wanted)));
        }
    }

    private void happen(Fault fault) {
        switch (fault) {
            case WORKER_KILLED -> workers.get(random.nextInt(WORKERS)).kill();
            case BROKER_KILLED -> Services.restart("rabbitmq");
            case REDIS_KILLED -> Services.restart("redis");
            case REDIS_FLUSHED -> services.flushRedis();
            case DATABASE_KILLED -> Services.restart("db");
            case NETWORK_CUT -> {
                network.cut();
                pause(random.nextInt(MAX_CUT_MILLIS));
                network.restore();
            }
        }
    }

    private static void pause(int millis) {
        try {
            boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until every task has had its effect and its result, and every slot has its consumer. */
    private void settle(List<TaskId> ids, boolean areResultsKept) {
        boolean areDone = holds(() -> effects.had(ids) == ids.size()
                && (!areResultsKept
                        || client.known(ids).values().stream()
                                        .filter(known -> known.state().isFinal())
                                        .count()
                                == ids.size()));
        if (!areDone) {
            System.err.println("not all of " + ids.size() + " tasks have ended in " + PATIENCE);
        }
        if (!holds(() -> client.consumers(ChaosWorker.QUEUE) == WORKERS * SLOTS)) {
            silent++;
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInSameThread()
                    .ignoreExceptions()
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}

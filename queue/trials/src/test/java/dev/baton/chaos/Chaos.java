package dev.baton.chaos;

import dev.baton.client.JavaClient;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Services;
import dev.baton.workflow.Signature;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Trials: in each, tasks are sent to two workers, some of which fail at first and some of which wait, and meanwhile one fault happens.
 * Afterwards every task must have had its effect, once, and every consumer must be there again.
 */
public final class Chaos {
    private static final int SLOTS = 2;
    private static final int TASKS = 24;
    private static final int CHORDS = 2;
    private static final int HEADER = 3;
    private static final Duration LATE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MAX_CUT_MILLIS = 3000;
    private static final int MAX_FLUSH_MILLIS = 300;
    private static final int REPORTED = 100;

    private final FreshServices services;
    private final List<Node> nodes;
    private final JavaClient client;
    private final CeleryChords celery;
    private final Effects effects;
    private final Random random;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final List<TaskId> sent = new ArrayList<>();
    private final List<TaskId> bodies = new ArrayList<>();
    private int silent;
    private long unanswered;

    private Chaos(FreshServices services, List<Node> nodes, JavaClient client, CeleryChords celery, Random random) {
        this.services = services;
        this.nodes = nodes;
        this.client = client;
        this.celery = celery;
        this.effects = new Effects(services);
        this.random = random;
    }

    public static void main(String[] arguments) {
        int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        List<Fault> faults = arguments.length > 2 ? Fault.named(arguments[2]) : Fault.possible();
        System.exit(run(trials, seed, faults, System.out) ? 0 : 1);
    }

    /** Makes so many trials, with {@code faults} in turn, says what came of them, now and then and last, and tells whether all is well. */
    static boolean run(int trials, long seed, List<Fault> faults, PrintStream out) {
        if (!Fault.possible().contains(Fault.NETWORK_UNPLUGGED)) {
            out.println("no link is unplugged here: network namespaces take Linux, iproute2 and root");
        }
        try (FreshServices services = new FreshServices();
                Node one = Node.start(services, SLOTS);
                Node other = Node.start(services, SLOTS);
                JavaClient client = new JavaClient(services);
                CeleryChords celery = new CeleryChords(services, new Effects(services))) {
            Chaos chaos = new Chaos(services, List.of(one, other), client, celery, new Random(seed));
            if (!celery.arePossible()) {
                out.println("no chords are started from Celery: there is no python3 with it beside the services");
            }
            chaos.effects.create();
            chaos.settle(new ArrayList<>());
            for (int trial = 0; trial < trials; trial++) {
                chaos.trial(faults.get(trial % faults.size()));
                if ((trial + 1) % REPORTED == 0 || trial + 1 == trials) {
                    chaos.report(trial + 1, out);
                }
            }
            return chaos.isWell();
        }
    }

    private void report(int trials, PrintStream out) {
        out.println("faults=" + faults + " tasks=" + sent.size() + " chords=" + bodies.size() + " celery_chords="
                + celery.all() + " of_lost_size=" + celery.failed() + " unanswered=" + unanswered);
        out.println("trials=" + trials + " lost=" + lost() + " doubled=" + effects.doubled() + " stuck=" + stuck()
                + " silent=" + silent);
    }

    private boolean isWell() {
        return lost() == 0 && effects.doubled() == 0 && stuck() == 0 && silent == 0 && unanswered == 0;
    }

    private long lost() {
        return sent.size() - effects.had(sent);
    }

    private long stuck() {
        return bodies.size() - effects.had(bodies) + celery.stuck();
    }

    private void trial(Fault fault) {
        faults.merge(fault, 1, Integer::sum);
        int before = random.nextInt(TASKS);
        List<TaskId> ids = new ArrayList<>();
        send(ids, before);
        startCeleryChord(ids, LATE);
        CompletableFuture<Void> happening = CompletableFuture.runAsync(() -> happen(fault));
        startCeleryChord(ids, Duration.ZERO);
        startChords(ids);
        send(ids, TASKS - before);
        happening.join();
        celery.awaitSent();
        settle(ids);
        celery.judge(fault);
    }

    private void startCeleryChord(List<TaskId> ids, Duration last) {
        List<TaskId> header = celery.order(last);
        ids.addAll(header);
        sent.addAll(header);
    }

    private void send(List<TaskId> ids, int count) {
        for (int i = 0; i < count; i++) {
            TaskRequest request = TaskRequest.of(TaskId.random(), ChaosWorker.WORK.name(), Map.of("failures", i % 3));
            TaskRequest wanted = i % 4 == 0 ? request.withEta(Instant.now().plusMillis(random.nextInt(1000))) : request;
            ids.add(insist(() -> client.send(ChaosWorker.QUEUE, wanted)));
            sent.add(wanted.id());
        }
    }

    private void startChords(List<TaskId> ids) {
        for (int i = 0; i < CHORDS; i++) {
            List<Signature.Task> header = new ArrayList<>(IntStream.range(0, HEADER)
                    .mapToObj(failures -> Signature.of(ChaosWorker.WORK, new ChaosWorker.Work(failures)))
                    .toList());
            if (i == 0) {
                // So that it is looked at while it waits, without the counts that Redis may have lost.
                header.add(
                        Signature.of(ChaosWorker.WORK, new ChaosWorker.Work(0)).after(LATE));
            }
            ResultTree body = insist(() -> client.start(Signature.chord(header, Signature.of(ChaosWorker.GATHER))));
            List<TaskId> members = Objects.requireNonNull(body.parent()).tasks();
            ids.addAll(members);
            ids.addAll(body.tasks());
            sent.addAll(members);
            bodies.addAll(body.tasks());
        }
    }

    /** Does as a client must: what failed may be there all the same, and is sent again. */
    private static <T> T insist(Callable<T> sending) {
        return Awaitility.await()
                .dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .pollInSameThread()
                .ignoreExceptions()
                .until(sending, answer -> true);
    }

    private void happen(Fault fault) {
        switch (fault) {
            case WORKER_KILLED ->
                nodes.get(random.nextInt(nodes.size())).worker().kill();
            case BROKER_KILLED -> Services.restart("rabbitmq");
            case REDIS_KILLED -> Services.restart("redis");
            case REDIS_FLUSHED -> {
                // While Celery's client tells it the sizes of chords, or has.
                pause(random.nextInt(MAX_FLUSH_MILLIS));
                services.flushRedis();
            }
            case DATABASE_KILLED -> Services.restart("db");
            case NETWORK_CUT -> interrupt(Network::cut);
            case NETWORK_SILENT -> interrupt(Network::hold);
            case NETWORK_UNPLUGGED -> interrupt(Network::unplug);
        }
    }

    /** Takes the network from one worker, or from all, for a while. */
    private void interrupt(Consumer<Network> cut) {
        int which = random.nextInt(nodes.size() + 1);
        List<Network> networks = IntStream.range(0, nodes.size())
                .filter(node -> which == nodes.size() || which == node)
                .mapToObj(node -> nodes.get(node).network())
                .toList();
        networks.forEach(cut);
        pause(random.nextInt(MAX_CUT_MILLIS));
        networks.forEach(Network::restore);
    }

    private static void pause(int millis) {
        try {
            boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until every task has had its effect and its result, and every worker its consumer. */
    private void settle(List<TaskId> ids) {
        if (!holds(() -> effects.had(ids) == ids.size() && celery.haveEnded())) {
            System.err.println("not all of " + ids.size() + " tasks have run in " + PATIENCE);
        }
        ids.addAll(celery.current());
        // Those of a store that was flushed, too: these tasks have effects, so that the database knows how they ended.
        if (!holds(() -> notEnded(ids).isEmpty())) {
            List<TaskId> open = notEnded(ids);
            unanswered += open.size();
            System.err.println("no result of " + client.known(open) + "; the database knows " + effects.ends(open));
        }
        if (!holds(() -> client.consumers(ChaosWorker.QUEUE) == nodes.size())) {
            silent++;
        }
    }

    private List<TaskId> notEnded(List<TaskId> ids) {
        var known = client.known(ids);
        return ids.stream()
                .filter(id -> !known.containsKey(id) || !known.get(id).state().isFinal())
                .toList();
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .dontCatchUncaughtExceptions()
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

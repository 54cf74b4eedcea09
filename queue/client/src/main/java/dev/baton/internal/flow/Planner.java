package dev.baton.internal.flow;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says which messages start a signature or follow a task. The same task always gives the same plan, ids included, so that a plan
 * that is carried out twice has no more effects than once. Safe for use by many threads.
 */
public final class Planner {
    private final MessageCodec codec;
    private final Function<String, String> queues;
    private final Clock clock;

    Planner(MessageCodec codec, Function<String, String> queues, Clock clock) {
        this.codec = codec;
        this.queues = queues;
        this.clock = clock;
    }

    /** Plans the start of {@code signature} on its own. */
    Plan start(Signature signature) {
        return begin(UUID.randomUUID().toString())
                .apply(routed(signature), Options.NONE)
                .plan();
    }

    /** Names the queue of every task in {@code signature}: workers of Celery, which send some of them, know other routes. */
    private Signature routed(Signature signature) {
        Options options = routedLinks(signature.options());
        if (signature instanceof Signature.Task task) {
            boolean isRouted = options.get("exchange") != null && options.get("routing_key") != null;
            return task.with(isRouted ? options : options.orElse("queue", queues.apply(task.name())));
        }
        if (signature instanceof Signature.Chain chain) {
            return new Signature.Chain(chain.steps().stream().map(this::routed).toList(), options);
        }
        if (signature instanceof Signature.Chord chord) {
            return new Signature.Chord(routed(chord.header(), chord.header().options()), routed(chord.body()), options);
        }
        return routed((Signature.Group) signature, options);
    }

    private Signature.Group routed(Signature.Group group, Options options) {
        return new Signature.Group(group.members().stream().map(this::routed).toList(), options);
    }

    private Options routedLinks(Options options) {
        Options routed = options;
        for (String links : List.of("link", "link_error")) {
            List<Signature> linked = SignatureCodec.parseAll(options.get(links));
            if (!linked.isEmpty()) {
                routed = routed.with(
                        links,
                        SignatureCodec.allToWire(
                                linked.stream().map(this::routed).toList()));
            }
        }
        return routed;
    }

    /** Plans what follows {@code request}, which succeeded with {@code result}, a JSON value. */
    public Plan succeeded(TaskRequest request, @Nullable Object result) {
        Workflow workflow = Workflow.of(request);
        Options lineage = lineage(request);
        List<@Nullable Object> given = new ArrayList<>();
        given.add(result);
        Planning planning = begin("succeeded " + request.id());
        callbacks(workflow.callbacks()).forEach(callback -> planning.apply(callback.given(given), lineage));
        workflow.next().ifPresent(next -> planning.apply(next.given(given), lineage));
        return planning.plan();
    }

    /** Several are called as a group, except those that are groups themselves. */
    private static List<Signature> callbacks(List<Signature> callbacks) {
        if (callbacks.size() < 2) {
            return callbacks;
        }
        List<Signature> called = new ArrayList<>(callbacks);
        called.removeIf(callback -> !(callback instanceof Signature.Group));
        List<Signature> others = new ArrayList<>(callbacks);
        others.removeAll(called);
        if (!others.isEmpty()) {
            called.add(Signature.group(others));
        }
        return called;
    }

    /**
     * Plans the calls of {@code errbacks} for the task {@code failed}, with what it hands down. Each is given the task's id, one that
     * {@code isDetailed} also what happened.
     */
    public Plan failed(
            List<Signature> errbacks,
            String failed,
            Options lineage,
            TaskFailure failure,
            Predicate<String> isDetailed) {
        if (errbacks.isEmpty()) {
            return new Plan(List.of(), List.of(), List.of());
        }
        List<Signature> given = new ArrayList<>();
        for (Signature errback : errbacks) {
            boolean tellsMore = errback instanceof Signature.Task task && isDetailed.test(task.name());
            given.add(errback.given(tellsMore ? details(failed, failure) : List.of(failed)));
        }
        return begin("failed " + failed).apply(Signature.group(given), lineage).plan();
    }

    private static List<@Nullable Object> details(String failed, TaskFailure failure) {
        List<@Nullable Object> details = new ArrayList<>();
        details.add(failed);
        details.add(failure.type() + ": " + failure.message());
        details.add(failure.traceback());
        return details;
    }

    /** Plans {@code body}, given {@code results}, which {@code part} completed; it is of the tree {@code root}. */
    public Plan body(Signature body, List<@Nullable Object> results, String group, String root, String part) {
        List<@Nullable Object> given = new ArrayList<>();
        given.add(results);
        Options lineage = body.options().orElse("root_id", root).orElse("parent_id", part);
        return begin("chord " + group)
                .apply(body.given(given).with(lineage), Options.NONE)
                .plan();
    }

    /** What {@code request} hands down to what it calls. */
    public static Options lineage(TaskRequest request) {
        return Options.NONE
                .with("root_id", request.lineage().root().value())
                .with("parent_id", request.id().value());
    }

    private Planning begin(String seed) {
        int[] count = {0};
        Freezer freezer =
                new Freezer(() -> UUID.nameUUIDFromBytes((seed + " " + count[0]++).getBytes(StandardCharsets.UTF_8))
                        .toString());
        return new Planning(freezer, queues, clock.instant(), this::encode);
    }

    private CeleryMessage encode(TaskRequest request) {
        return codec.encode(request, clock.instant());
    }
}

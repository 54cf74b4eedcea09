package dev.baton.internal.flow;

import dev.baton.internal.celery.MessageCodec;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskRequest;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
        return signature.fold(
                task -> task.with(
                        options.has(Options.EXCHANGE) && options.has(Options.ROUTING_KEY)
                                ? options
                                : options.orElse(Options.QUEUE, queues.apply(task.name()))),
                chain -> new Signature.Chain(allRouted(chain.steps()), options),
                group -> new Signature.Group(allRouted(group.members()), options),
                chord -> new Signature.Chord(
                        new Signature.Group(
                                allRouted(chord.header().members()),
                                chord.header().options()),
                        routed(chord.body()),
                        options));
    }

    private List<Signature> allRouted(List<Signature> signatures) {
        return signatures.stream().map(this::routed).toList();
    }

    private Options routedLinks(Options options) {
        Options routed = options;
        for (Options.Key<List<Signature>> links : List.of(Options.LINK, Options.LINK_ERROR)) {
            List<Signature> linked = options.get(links, List.of());
            routed = linked.isEmpty() ? routed : routed.with(links, allRouted(linked));
        }
        return routed;
    }

    /** Plans what follows {@code request}, which succeeded with {@code result}, a JSON value. */
    public Plan succeeded(TaskRequest request, @Nullable Object result) {
        Workflow workflow = Workflow.of(request);
        Options lineage = lineage(request);
        List<@Nullable Object> given = Collections.singletonList(result);
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
        List<Signature> others = callbacks.stream()
                .filter(callback -> !(callback instanceof Signature.Group))
                .toList();
        List<Signature> called = new ArrayList<>(callbacks);
        called.removeAll(others);
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
        List<Signature> given = errbacks.stream()
                .map(errback -> errback.given(
                        errback instanceof Signature.Task task && isDetailed.test(task.name())
                                ? details(failed, failure)
                                : List.of(failed)))
                .toList();
        return begin("failed " + failed).apply(Signature.group(given), lineage).plan();
    }

    private static List<@Nullable Object> details(String failed, TaskFailure failure) {
        return Arrays.asList(failed, failure.type() + ": " + failure.message(), failure.traceback());
    }

    /** Plans {@code body}, given {@code results}, which {@code part} completed; it is of the tree {@code root}. */
    public Plan body(Signature body, List<@Nullable Object> results, String group, String root, String part) {
        Options lineage = body.options().orElse(Options.ROOT, root).orElse(Options.PARENT, part);
        return begin("chord " + group)
                .apply(body.given(List.of(results)).with(lineage), Options.NONE)
                .plan();
    }

    /** What {@code request} hands down to what it calls. */
    public static Options lineage(TaskRequest request) {
        return Options.NONE
                .with(Options.ROOT, request.lineage().root().value())
                .with(Options.PARENT, request.id().value());
    }

    private Planning begin(String seed) {
        int[] count = {0};
        Freezer freezer =
                new Freezer(() -> UUID.nameUUIDFromBytes((seed + " " + count[0]++).getBytes(StandardCharsets.UTF_8))
                        .toString());
        return new Planning(freezer, queues, codec, clock.instant());
    }
}

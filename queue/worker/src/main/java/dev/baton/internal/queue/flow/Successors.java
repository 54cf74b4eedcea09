package dev.baton.internal.queue.flow;

import dev.baton.internal.celery.PythonRepr;
import dev.baton.internal.flow.ChordPart;
import dev.baton.internal.flow.Chords;
import dev.baton.internal.flow.Flows;
import dev.baton.internal.flow.OpenChord;
import dev.baton.internal.flow.Plan;
import dev.baton.internal.flow.Planner;
import dev.baton.internal.flow.Workflow;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what comes of the end of a task or of a chord's header, as part of the transaction that ends it: what is sent next, and the ends
 * of what can no more run, so that nobody waits for it.
 */
final class Successors {
    private static final Logger log = LoggerFactory.getLogger(Successors.class);

    private final Planner planner;
    private final Flows flows;
    private final FinishedTasks finished;
    private final Chords chords;
    private final HandledTypes types;
    private final Clock clock;

    Successors(Planner planner, Flows flows, FinishedTasks finished, Chords chords, HandledTypes types, Clock clock) {
        this.planner = planner;
        this.flows = flows;
        this.finished = finished;
        this.chords = chords;
        this.types = types;
        this.clock = clock;
    }

    /** Returns why nothing can follow {@code request}, where what is to follow is not as Celery writes it. */
    Optional<TaskFailure> refusalOf(TaskRequest request) {
        try {
            planner.succeeded(request, null);
            String id = request.id().value();
            Workflow.of(request).chord().ifPresent(body -> planner.body(body, List.of(), id, id, id));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(malformed(e));
        }
    }

    /**
     * Keeps what follows {@code request}, which succeeded with {@code result}, and returns where its results will be.
     *
     * @throws IllegalArgumentException where it cannot be sent
     */
    List<ResultTree> next(TaskRequest request, @Nullable Object result) {
        Plan plan = planner.succeeded(request, result);
        flows.keep(plan);
        return plan.results();
    }

    /** Has {@code errbacks} called for {@code failed}, as part of the current transaction; those that cannot be called hold up nothing else. */
    void call(List<Signature> errbacks, String failed, Options lineage, TaskFailure failure) {
        try {
            flows.keep(planner.failed(errbacks, failed, lineage, failure, types::takesDetails));
        } catch (IllegalArgumentException e) {
            log.warn("No errback of {} is called: {}", failed, e.getMessage());
        }
    }

    /** Ends all of {@code unrun} like {@code ended}, as part of the current transaction, and returns those that chords wait for. */
    List<ChordPart> end(List<Signature> unrun, TaskSnapshot ended, String root) {
        TaskOutcome outcome = outcomeOf(ended);
        List<AwaitedPart> parts = Unrun.parts(unrun, ended);
        Unrun.tasks(unrun).forEach(task -> finished.endUnrun(task, outcome));
        parts.forEach(part -> keep(part, root));
        return parts.stream().map(AwaitedPart::part).toList();
    }

    /** Keeps the end of {@code awaited} for its chord. */
    void keep(AwaitedPart awaited, String root) {
        chords.keep(awaited.part(), awaited.body(), root);
    }

    private static TaskOutcome outcomeOf(TaskSnapshot ended) {
        TaskFailure failure = Objects.requireNonNull(ended.failure(), "what did not succeed says why");
        return ended.state() == TaskState.REVOKED
                ? new TaskOutcome.Revoked(failure.message())
                : new TaskOutcome.GivenUp(failure);
    }

    /** Keeps what comes of {@code chord}, whose header has ended, and returns what other chords wait for that ended with it. */
    List<ChordPart> body(OpenChord chord, Header header) {
        String last = header.parts().get(header.parts().size() - 1).task();
        String root = chord.root().orElse(last);
        Optional<ChordPart> failed = header.failed();
        if (failed.isPresent()) {
            String message = "Dependency " + failed.get().task() + " raised " + raised(failed.get());
            return fail(chord, failed.get().task(), chordError(message), root);
        }
        try {
            flows.keep(planner.body(chord.body(), header.results(), chord.group(), root, last));
            return List.of();
        } catch (IllegalArgumentException e) {
            return fail(chord, last, malformed(e), root);
        }
    }

    /** Has {@code chord}, which can never complete, fail for {@code reason}, and returns the same. */
    List<ChordPart> fail(OpenChord chord, String reason) {
        return fail(chord, chord.group(), chordError(reason), chord.root().orElse(chord.group()));
    }

    private List<ChordPart> fail(OpenChord chord, String part, TaskFailure failure, String root) {
        log.info("The chord {} has failed: {}", chord.group(), failure.message());
        TaskSnapshot ended = TaskSnapshot.finished(new TaskId(part), new TaskOutcome.GivenUp(failure), clock.instant());
        String id = chord.body().last().options().get(Options.ID, part);
        Options lineage = Options.NONE.with(Options.ROOT, root).with(Options.PARENT, id);
        call(errbacksOf(chord.body()), id, lineage, failure);
        return end(List.of(chord.body()), ended, root);
    }

    private static TaskFailure chordError(String message) {
        return new TaskFailure("ChordError", message, "celery.exceptions", null);
    }

    /** Says of a task or chord that what is to follow it cannot be sent. */
    static TaskFailure malformed(IllegalArgumentException e) {
        return TaskFailure.refusal("MalformedWorkflow", String.valueOf(e.getMessage()));
    }

    /** The errbacks of a chord's body, wherever in it they were linked. */
    private static List<Signature> errbacksOf(Signature body) {
        Signature inner = body.fold(task -> task, chain -> chain.steps().get(0), group -> group, Signature.Chord::body);
        return Stream.of(body, inner)
                .flatMap(part -> part.options().get(Options.LINK_ERROR, List.of()).stream())
                .distinct()
                .toList();
    }

    /** Shows an exception as Python does. */
    private static String raised(ChordPart failed) {
        if (!(failed.result() instanceof Map<?, ?> exception)) {
            return PythonRepr.of(failed.result());
        }
        Object message = exception.get("exc_message");
        List<?> arguments = message instanceof List<?> all ? all : List.of(String.valueOf(message));
        String shown = String.join(", ", arguments.stream().map(PythonRepr::of).toList());
        return exception.get("exc_type") + "(" + shown + ")";
    }
}

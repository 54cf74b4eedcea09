package dev.baton.internal.queue.flow;

import dev.baton.internal.chord.Chords;
import dev.baton.internal.flow.Flows;
import dev.baton.internal.flow.Options;
import dev.baton.internal.flow.Planner;
import dev.baton.internal.flow.Signature;
import dev.baton.internal.flow.SignatureCodec;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Calls errbacks, and ends what can no more run, so that nobody waits for it: like what failed before it. */
@Component
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final Planner planner;
    private final Flows flows;
    private final FinishedTasks finished;
    private final Chords chords;
    private final HandledTypes types;

    Failures(Planner planner, Flows flows, FinishedTasks finished, Chords chords, HandledTypes types) {
        this.planner = planner;
        this.flows = flows;
        this.finished = finished;
        this.chords = chords;
        this.types = types;
    }

    /** Has {@code errbacks} called for {@code failed}, as part of the current transaction; those that cannot be called hold up nothing else. */
    void call(List<Signature> errbacks, String failed, Options lineage, TaskFailure failure) {
        try {
            flows.keep(planner.failed(errbacks, failed, lineage, failure, types::takesDetails));
        } catch (IllegalArgumentException e) {
            log.warn("No errback of {} is called: {}", failed, e.getMessage());
        }
    }

    /** Ends {@code unrun} like {@code ended}, as part of the current transaction. */
    void end(Unrun unrun, TaskSnapshot ended, String root) {
        TaskOutcome outcome = outcomeOf(ended);
        unrun.tasks().forEach(task -> finished.endUnrun(task, outcome));
        unrun.parts().forEach(missed -> chords.keep(missed.part(), missed.body(), root));
    }

    private static TaskOutcome outcomeOf(TaskSnapshot ended) {
        TaskFailure failure = Objects.requireNonNull(ended.failure(), "what did not succeed says why");
        return switch (ended.state()) {
            case REVOKED -> new TaskOutcome.Revoked(failure.message());
            default -> new TaskOutcome.GivenUp(failure);
        };
    }

    /** The task whose result is that of {@code body}. */
    static @Nullable String idOf(Signature body) {
        if (body instanceof Signature.Chain chain) {
            return idOf(chain.steps().get(chain.steps().size() - 1));
        }
        return body instanceof Signature.Chord chord
                ? idOf(chord.body())
                : body.options().text("task_id");
    }

    /** The task of {@code body} that begins first. */
    static @Nullable String firstIdOf(Signature body) {
        if (body instanceof Signature.Chain chain) {
            return firstIdOf(chain.steps().get(0));
        }
        if (body instanceof Signature.Group group) {
            return group.members().isEmpty() ? null : firstIdOf(group.members().get(0));
        }
        return body instanceof Signature.Chord chord
                ? firstIdOf(chord.header())
                : body.options().text("task_id");
    }

    /** The errbacks of a chord's body, wherever in it they were linked. */
    static List<Signature> errbacksOf(Signature body) {
        Set<Object> found = new LinkedHashSet<>(body.options().list("link_error"));
        if (body instanceof Signature.Chain chain) {
            found.addAll(chain.steps().get(0).options().list("link_error"));
        }
        if (body instanceof Signature.Chord chord) {
            found.addAll(chord.body().options().list("link_error"));
        }
        return found.stream().map(SignatureCodec::parse).toList();
    }
}

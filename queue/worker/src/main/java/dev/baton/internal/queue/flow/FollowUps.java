package dev.baton.internal.queue.flow;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.internal.chord.ChordPart;
import dev.baton.internal.flow.Flows;
import dev.baton.internal.flow.Plan;
import dev.baton.internal.flow.Planner;
import dev.baton.internal.flow.Signature;
import dev.baton.internal.flow.SignatureCodec;
import dev.baton.internal.flow.Workflow;
import dev.baton.internal.queue.schedule.Schedule;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has what follows a task begin, once. INVARIANT: what follows is kept in the transaction that ends the task, under ids that the
 * task's own id determines.
 */
@Component
public final class FollowUps {
    private static final Logger log = LoggerFactory.getLogger(FollowUps.class);

    private final Planner planner;
    private final Flows flows;
    private final Failures failures;
    private final ChordEnds chordEnds;
    private final Schedule schedule;
    private final TransactionTemplate transaction;

    FollowUps(
            Planner planner,
            Flows flows,
            Failures failures,
            ChordEnds chordEnds,
            Schedule schedule,
            PlatformTransactionManager transactions) {
        this.planner = planner;
        this.flows = flows;
        this.failures = failures;
        this.chordEnds = chordEnds;
        this.schedule = schedule;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Returns why nothing can follow {@code request}, where what is to follow is not as Celery writes it. */
    public Optional<TaskFailure> refusalOf(TaskRequest request) {
        if (request.workflow().isEmpty()) {
            return Optional.empty();
        }
        try {
            planner.succeeded(request, null);
            String id = request.id().value();
            Workflow.of(request).chord().ifPresent(body -> planner.body(body, List.of(), id, id, id));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(TaskFailure.refusal("MalformedWorkflow", String.valueOf(e.getMessage())));
        }
    }

    /** Notes the chords that {@code request}, which was received, is to report to, or the rest of its chain is. */
    public void receive(TaskRequest request) {
        if (request.workflow().isEmpty()) {
            return;
        }
        try {
            Workflow workflow = Workflow.of(request);
            String root = request.lineage().root().value();
            String group = request.lineage().group();
            if (group != null) {
                workflow.chord().ifPresent(body -> chordEnds.receive(group, SignatureCodec.toWire(body), root));
            }
            Unrun.of(workflow.chain(), TaskSnapshot.pending(request.id()))
                    .parts()
                    .forEach(later -> chordEnds.receive(later.part().group(), later.body(), root));
        } catch (IllegalArgumentException e) {
            log.debug("Nothing follows {} {}", request.task(), request.id(), e);
        }
    }

    /** Keeps what follows {@code request}, in the transaction that ends it, and returns its end with what it calls. */
    public TaskSnapshot keep(TaskRequest request, TaskSnapshot ended) {
        if (request.workflow().isEmpty()) {
            return ended;
        }
        Workflow workflow;
        try {
            workflow = Workflow.of(request);
        } catch (IllegalArgumentException e) {
            log.warn("Nothing follows {} {}: {}", request.task(), request.id(), e.getMessage());
            return ended;
        }
        keepPart(request, workflow, ended);
        return ended.state() == TaskState.SUCCESS
                ? keepNext(request, workflow, ended)
                : keepFailure(request, workflow, ended);
    }

    private void keepPart(TaskRequest request, Workflow workflow, TaskSnapshot ended) {
        String group = request.lineage().group();
        Optional<Signature> body = workflow.chord();
        if (group != null && body.isPresent()) {
            chordEnds.keep(
                    ChordPart.of(request, group, ended),
                    SignatureCodec.toWire(body.get()),
                    request.lineage().root().value());
        }
    }

    private TaskSnapshot keepNext(TaskRequest request, Workflow workflow, TaskSnapshot ended) {
        Plan plan;
        try {
            plan = planner.succeeded(request, ResultCodec.resultOf(ended));
        } catch (IllegalArgumentException e) {
            // What it is given may be too much for a message.
            TaskFailure failure = TaskFailure.refusal("MalformedWorkflow", String.valueOf(e.getMessage()));
            keepFailure(
                    request,
                    workflow,
                    new TaskSnapshot(ended.id(), TaskState.FAILURE, null, failure, ended.dateDone()));
            return ended;
        }
        flows.keep(plan);
        return ended.withChildren(
                plan.results().stream().map(ResultTree::toWire).toList());
    }

    private TaskSnapshot keepFailure(TaskRequest request, Workflow workflow, TaskSnapshot ended) {
        if (ended.state() == TaskState.FAILURE) {
            failures.call(
                    workflow.errbacks(),
                    request.id().value(),
                    Planner.lineage(request),
                    Objects.requireNonNull(ended.failure(), "a failure says why"));
        }
        failures.end(
                Unrun.of(workflow.chain(), ended),
                ended,
                request.lineage().root().value());
        return ended;
    }

    /** Has what was kept begin; what does not begin here another worker sees to. Returns whether other tasks ended with this one. */
    public boolean begin(TaskRequest request, TaskSnapshot ended) {
        if (request.workflow().isEmpty()) {
            return false;
        }
        if (ended.state() == TaskState.REVOKED) {
            // Who revoked it did not know what was to follow.
            transaction.executeWithoutResult(status -> keep(request, ended));
        }
        schedule.wake();
        partsOf(request, ended).forEach(chordEnds::count);
        return ended.state() != TaskState.SUCCESS;
    }

    /** The parts of chords that ended with {@code request}: itself, or the end of its chain. */
    private static List<ChordPart> partsOf(TaskRequest request, TaskSnapshot ended) {
        String group = request.lineage().group();
        if (group != null && request.workflow().containsKey("chord")) {
            return List.of(ChordPart.of(request, group, ended));
        }
        boolean hasUnrun =
                ended.state() != TaskState.SUCCESS && request.workflow().containsKey("chain");
        try {
            return hasUnrun
                    ? Unrun.of(Workflow.of(request).chain(), ended).parts().stream()
                            .map(Unrun.Missed::part)
                            .toList()
                    : List.of();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}

package dev.baton.internal.queue.flow;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.internal.flow.ChordPart;
import dev.baton.internal.flow.Planner;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has what follows a task begin, once. INVARIANT: what follows is kept in the transaction that ends the task, under ids that the
 * task's own id determines.
 */
public final class FollowUps {
    private static final Logger log = LoggerFactory.getLogger(FollowUps.class);

    private final Successors successors;
    private final ChordEnds chordEnds;
    private final Schedule schedule;
    private final TransactionTemplate transaction;

    FollowUps(Successors successors, ChordEnds chordEnds, Schedule schedule, PlatformTransactionManager transactions) {
        this.successors = successors;
        this.chordEnds = chordEnds;
        this.schedule = schedule;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Returns why nothing can follow {@code request}, where what is to follow is not as Celery writes it. */
    public Optional<TaskFailure> refusalOf(TaskRequest request) {
        return request.workflow().isEmpty() ? Optional.empty() : successors.refusalOf(request);
    }

    /** Notes the chords that {@code request}, which was received, is to report to, or the rest of its chain is. */
    public void receive(TaskRequest request) {
        if (request.workflow().isEmpty()) {
            return;
        }
        try {
            Workflow workflow = Workflow.of(request);
            TaskSnapshot pending = TaskSnapshot.pending(request.id());
            own(request, workflow, pending).ifPresent(part -> chordEnds.receive(part, rootOf(request)));
            Unrun.parts(workflow.chain(), pending).forEach(part -> chordEnds.receive(part, rootOf(request)));
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
        own(request, workflow, ended).ifPresent(part -> successors.keep(part, rootOf(request)));
        return ended.state() == TaskState.SUCCESS
                ? keepNext(request, workflow, ended)
                : keepFailure(request, workflow, ended);
    }

    /** The part of a chord that {@code request} is, if it is one. */
    private static Optional<AwaitedPart> own(TaskRequest request, Workflow workflow, TaskSnapshot ended) {
        String group = request.lineage().group();
        return group == null
                ? Optional.empty()
                : workflow.chord().map(body -> new AwaitedPart(ChordPart.of(request, group, ended), body));
    }

    private static String rootOf(TaskRequest request) {
        return request.lineage().root().value();
    }

    private TaskSnapshot keepNext(TaskRequest request, Workflow workflow, TaskSnapshot ended) {
        try {
            List<ResultTree> called = successors.next(request, ResultCodec.resultOf(ended));
            return ended.withChildren(called.stream().map(ResultTree::toWire).toList());
        } catch (IllegalArgumentException e) {
            // What it is given may be too much for a message.
            TaskFailure failure = Successors.malformed(e);
            keepFailure(
                    request,
                    workflow,
                    new TaskSnapshot(ended.id(), TaskState.FAILURE, null, failure, ended.dateDone()));
            return ended;
        }
    }

    private TaskSnapshot keepFailure(TaskRequest request, Workflow workflow, TaskSnapshot ended) {
        if (ended.state() == TaskState.FAILURE) {
            successors.call(
                    workflow.errbacks(),
                    request.id().value(),
                    Planner.lineage(request),
                    Objects.requireNonNull(ended.failure(), "a failure says why"));
        }
        successors.end(workflow.chain(), ended, rootOf(request));
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
        if (ended.state() == TaskState.SUCCESS) {
            return List.of();
        }
        try {
            List<AwaitedPart> unrun = Unrun.parts(Workflow.of(request).chain(), ended);
            return unrun.stream().map(AwaitedPart::part).toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}

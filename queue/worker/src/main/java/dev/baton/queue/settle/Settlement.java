package dev.baton.queue.settle;

import dev.baton.celery.MessageCodec;
import dev.baton.ledger.FinishedTasks;
import dev.baton.ledger.ScheduledTask;
import dev.baton.queue.flow.FollowUps;
import dev.baton.queue.schedule.Schedule;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a task's end, or its wait for another attempt, durable. INVARIANT: effects and marker commit before the result is
 * announced, and the result is announced, or noted as owed, before the message is acknowledged.
 */
@Component
public final class Settlement {
    private final FinishedTasks finished;
    private final Schedule schedule;
    private final Announcements announcements;
    private final PureTasks pure;
    private final FollowUps followUps;

    Settlement(
            FinishedTasks finished,
            Schedule schedule,
            Announcements announcements,
            PureTasks pure,
            FollowUps followUps) {
        this.finished = finished;
        this.schedule = schedule;
        this.announcements = announcements;
        this.pure = pure;
        this.followUps = followUps;
    }

    /** How tasks that change nothing begin and end. */
    public PureTasks pure() {
        return pure;
    }

    /** Returns how an earlier delivery of this task ended, if one did. */
    public Optional<TaskSnapshot> earlier(TaskId id) {
        return finished.find(id);
    }

    /** Notes what waits for {@code request}, which was received, while that can be learnt. */
    public void receive(TaskRequest request) {
        followUps.receive(request);
    }

    /** Returns why what is to follow {@code request} cannot, if it cannot. */
    public Optional<TaskFailure> refusalOf(TaskRequest request) {
        return followUps.refusalOf(request);
    }

    /** Tells whether the task was scheduled for an attempt after the one that {@code request} asks for. */
    public boolean isSuperseded(TaskRequest request) {
        return schedule.isSuperseded(request.id(), request.conditions().retries());
    }

    /** Tells clients since when the task runs, where they want to know. It may fail: nobody depends on it. */
    public void started(TaskRequest request, Instant begun) {
        announcements.started(request, begun);
    }

    /** Tells clients how far the task is that has {@code begun}. It may fail: nobody depends on it. */
    public void progress(TaskRequest request, Instant begun, Object details) {
        announcements.tell(request, TaskSnapshot.progress(request.id(), details), begun);
    }

    /** Has the same attempt wait until {@code eta}. */
    public void postpone(Delivery delivery, Instant eta) {
        schedule.add(scheduled(delivery, 0, eta));
    }

    /** Has the same attempt wait for its turn. */
    public void awaitTurn(Delivery delivery, Instant turn) {
        schedule.addWithTurn(scheduled(delivery, 0, turn));
    }

    /** Has the next attempt wait until {@code due}, and tells clients why. */
    public void retry(Delivery delivery, TaskFailure failure, Instant due) {
        schedule.add(scheduled(delivery, 1, due));
        announcements.retried(delivery.request(), failure);
    }

    private static ScheduledTask scheduled(Delivery delivery, int later, Instant due) {
        TaskRequest request = delivery.request();
        return new ScheduledTask(
                request.id(),
                request.conditions().retries() + later,
                request.task(),
                delivery.queue(),
                due,
                later == 0 ? delivery.message() : MessageCodec.retried(delivery.message(), request, due));
    }

    /** Commits {@code effects}, the task's end and what follows it together, and returns the end that stands. */
    public TaskSnapshot end(TaskRequest request, Supplier<TaskOutcome> effects) {
        return finished.finish(request.id(), effects, ended -> followUps.keep(request, ended));
    }

    /** Tells clients how a task that did not run now ended. */
    public TaskSnapshot announce(TaskSnapshot ended, TaskRequest request) {
        return announce(ended, request, null);
    }

    /** Tells clients how the task that has {@code begun} ended, or notes that this is owed, has what follows it begin, and returns {@code ended}. */
    public TaskSnapshot announce(TaskSnapshot ended, TaskRequest request, @Nullable Instant begun) {
        announcements.tellEnd(request, ended, begun);
        if (followUps.begin(request, ended)) {
            announcements.tellOwed();
        }
        return ended;
    }
}

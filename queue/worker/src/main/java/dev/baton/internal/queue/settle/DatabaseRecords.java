package dev.baton.internal.queue.settle;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.queue.flow.FollowUps;
import dev.baton.internal.queue.schedule.Schedule;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The records of tasks that change something, and of all that wait: they commit together with the effects. INVARIANT: effects and record
 * commit before the result is announced, and the result is announced, or noted as owed, before the message is acknowledged.
 */
public final class DatabaseRecords implements IdempotencyRecords {
    private final FinishedTasks finished;
    private final Schedule schedule;
    private final Announcements announcements;
    private final FollowUps followUps;
    private final Persistence persistence;
    private final Clock clock;

    DatabaseRecords(
            FinishedTasks finished,
            Schedule schedule,
            Announcements announcements,
            FollowUps followUps,
            Persistence persistence,
            Clock clock) {
        this.finished = finished;
        this.schedule = schedule;
        this.announcements = announcements;
        this.followUps = followUps;
        this.persistence = persistence;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> lookUp(
            TaskRequest request, Executor threads, Function<Optional<TaskSnapshot>, CompletionStage<Void>> next) {
        return CompletableFuture.supplyAsync(() -> next.apply(find(request)), threads)
                .thenCompose(Function.identity());
    }

    /** Returns how {@code request} has ended, if it has. */
    public Optional<TaskSnapshot> find(TaskRequest request) {
        return persistence.insist("look up task " + request.id(), () -> finished.find(request.id()));
    }

    /** Tells whether the task was scheduled for an attempt after the one that {@code request} asks for. */
    public boolean isSuperseded(TaskRequest request) {
        return persistence.insist(
                "look up task " + request.id(),
                () -> schedule.isSuperseded(request.id(), request.conditions().retries()));
    }

    @Override
    public CompletionStage<Void> tellAgain(TaskRequest request, TaskSnapshot earlier) {
        return tell(request, earlier, null);
    }

    @Override
    public CompletionStage<TaskSnapshot> end(
            TaskRequest request, Supplier<TaskOutcome> effects, @Nullable Instant begun) {
        TaskSnapshot ended = persistence.insist("end task " + request.id(), () -> finish(request, effects));
        return tell(request, ended, begun).thenApply(told -> ended);
    }

    /** Records the end of a task that changes nothing and of which the result store, which is away, is yet to be told. */
    TaskSnapshot owe(TaskRequest request, TaskOutcome outcome) {
        TaskSnapshot kept = finished.finish(request.id(), () -> outcome);
        finished.noteUnannounced(request.id());
        return kept;
    }

    /** Ends a task that does not run, and returns the end that stands once clients are told: for a thread that may wait. */
    public TaskSnapshot endUnrun(TaskRequest request, TaskOutcome outcome) {
        return end(request, () -> outcome, null).toCompletableFuture().join();
    }

    /** Ends a task likewise, but fails where the database is away: for a process that is about to end. */
    public void endAtOnce(TaskRequest request, TaskOutcome outcome) {
        tell(request, finish(request, () -> outcome), null)
                .toCompletableFuture()
                .join();
    }

    /** Commits {@code effects}, the task's end and what follows it together, and returns the end that stands. */
    private TaskSnapshot finish(TaskRequest request, Supplier<TaskOutcome> effects) {
        return finished.finish(request.id(), effects, ended -> followUps.keep(request, ended));
    }

    /** Tells clients how a task ended, or notes that this is owed, and has what follows it begin. */
    private CompletionStage<Void> tell(TaskRequest request, TaskSnapshot ended, @Nullable Instant begun) {
        CompletionStage<Void> told = announcements.ended(request, ended, begun);
        if (followUps.begin(request, ended)) {
            announcements.tellOwed();
        }
        return told;
    }

    /** Has the same attempt wait until {@code eta}. */
    public void postpone(Delivery delivery, Instant eta) {
        persistence.insist("schedule task " + delivery.request().id(), () -> schedule.add(delivery.waiting(eta)));
    }

    /** Has the next attempt wait for {@code delay}, and tells clients why. */
    public void retry(Delivery delivery, TaskFailure failure, Duration delay) {
        Instant due = clock.instant().plus(delay);
        persistence.insist("schedule task " + delivery.request().id(), () -> {
            schedule.add(delivery.retried(due));
            announcements.retried(delivery.request(), failure);
        });
    }
}

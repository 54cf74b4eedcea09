package dev.baton.periodic;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The periodic tasks of all nodes, for those who look after them. Where a task is defined its ticks are sent by one of the
 * workers that know it; everything here works from any process. Safe for use by many threads.
 */
public final class PeriodicTasks {
    /** What an id ends with that was sent between the ticks. */
    static final String BY_HAND = "-by-hand";

    private final PeriodicLedger ledger;
    private final TaskPublisher publisher;
    private final FinishedTasks finished;
    private final ResultStore results;
    private final Clock clock;

    PeriodicTasks(
            PeriodicLedger ledger, TaskPublisher publisher, FinishedTasks finished, ResultStore results, Clock clock) {
        this.ledger = ledger;
        this.publisher = publisher;
        this.finished = finished;
        this.results = results;
        this.clock = clock;
    }

    /** Returns all that workers have defined, by name, also those that no worker defines any more. */
    public List<PeriodicStatus> list() {
        ledger.all().forEach(this::noteOutcome);
        return ledger.all();
    }

    public Optional<PeriodicStatus> find(String name) {
        ledger.find(name).ifPresent(this::noteOutcome);
        return ledger.find(name);
    }

    /** Leaves out all ticks from now on until it is resumed. Returns whether there is such a task. */
    public boolean pause(String name) {
        return ledger.setPaused(name, true);
    }

    /** Goes on with the next tick; those that passed meanwhile are not missed ones. Returns whether there is such a task. */
    public boolean resume(String name) {
        return ledger.setPaused(name, false);
    }

    /**
     * Sends the task now, also where it is paused, and returns its id; the ticks stay as they are.
     *
     * @return nothing where there is no such task
     * @throws dev.baton.internal.broker.UnconfirmedPublishException where the broker did not confirm it
     */
    public Optional<TaskId> runNow(String name) {
        return ledger.find(name).map(task -> {
            Instant now = clock.instant();
            TaskId id = new TaskId(name + "@" + now + BY_HAND);
            publisher.publish(
                    new TaskQueue(task.call().queue()), List.of(task.call().request(id, now)));
            ledger.noteSent(name, id, null, now);
            return id;
        });
    }

    /** Forgets a task; a worker that still defines it begins anew when it starts. */
    public boolean forget(String name) {
        return ledger.delete(name);
    }

    /**
     * Sends what is due of {@code task}, and returns when something is due next. Call it on one node at a time; should that
     * fail, what is sent twice has the same ids.
     *
     * @throws dev.baton.internal.broker.UnconfirmedPublishException where the broker did not confirm it
     */
    public Instant sendDue(PeriodicTask task, Duration tolerance) {
        PeriodicStatus status = ledger.find(task.name()).orElseGet(() -> ledger.register(task, clock.instant()));
        noteOutcome(status);
        Instant now = clock.instant();
        CatchUp.Due due = task.catchUp().due(task.timing(), status.nextTick(), now, tolerance);
        if (!status.paused() && !due.ticks().isEmpty()) {
            publisher.publish(
                    new TaskQueue(task.call().queue()),
                    due.ticks().stream().map(task::at).toList());
            Instant last = due.ticks().get(due.ticks().size() - 1);
            ledger.noteSent(task.name(), task.at(last).id(), last, now);
        }
        return ledger.proceed(task.name(), status.nextTick(), due.next());
    }

    /** Records how the last task failed, if it did: its result is kept for a while only. */
    private void noteOutcome(PeriodicStatus status) {
        TaskId last = status.lastTask();
        if (last == null) {
            return;
        }
        outcome(last)
                .filter(ended -> ended.state() == TaskState.FAILURE)
                .ifPresent(ended -> ledger.noteFailure(
                        status.name(), describe(ended), ended.dateDone() == null ? clock.instant() : ended.dateDone()));
    }

    private Optional<TaskSnapshot> outcome(TaskId id) {
        try {
            return results.find(id).or(() -> finished.find(id));
        } catch (ResultStoreUnavailableException e) {
            return finished.find(id);
        }
    }

    private static String describe(TaskSnapshot ended) {
        TaskFailure failure = ended.failure();
        return ended.id() + (failure == null ? " failed" : ": " + failure.type() + ": " + failure.message());
    }
}

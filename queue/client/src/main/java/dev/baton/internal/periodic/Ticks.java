package dev.baton.internal.periodic;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.broker.UnconfirmedPublishException;
import dev.baton.periodic.PeriodicStatus;
import dev.baton.periodic.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sends periodic tasks at their ticks, for the workers that define them. Safe for use by many threads and processes. */
public final class Ticks {
    private final PeriodicLedger ledger;
    private final LastOutcomes outcomes;
    private final TaskPublisher publisher;
    private final Clock clock;

    Ticks(PeriodicLedger ledger, LastOutcomes outcomes, TaskPublisher publisher, Clock clock) {
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Records the definition; where the timing is another one than before, ticks are counted from {@code now}. */
    public PeriodicStatus register(PeriodicTask task, Instant now) {
        return ledger.register(task, now);
    }

    /**
     * Sends what is due of {@code task}, and returns when something is due next. Call it on one node at a time; should that
     * fail, what is sent twice has the same ids.
     *
     * @throws UnconfirmedPublishException where the broker did not confirm it
     */
    public Instant sendDue(PeriodicTask task, Duration tolerance) {
        PeriodicStatus status = ledger.find(task.name()).orElseGet(() -> ledger.register(task, clock.instant()));
        outcomes.note(status);
        Instant now = clock.instant();
        Due due = Due.of(task.catchUp(), task.timing(), status.nextTick(), now, tolerance);
        if (!status.paused() && !due.ticks().isEmpty()) {
            send(task, due.ticks(), now);
        }
        return ledger.proceed(task.name(), status.nextTick(), due.next());
    }

    private void send(PeriodicTask task, List<Instant> ticks, Instant now) {
        publisher.publish(
                new TaskQueue(task.call().queue()),
                ticks.stream()
                        .map(tick -> TickId.request(task.call(), TickId.of(task.name(), tick), tick))
                        .toList());
        Instant last = ticks.get(ticks.size() - 1);
        ledger.noteSent(task.name(), TickId.of(task.name(), last), last, now);
    }

    /** Notes why the task could not be sent at {@code when}; the last failure stays. */
    public void noteFailure(String name, String failure, Instant when) {
        ledger.noteFailure(name, failure, when);
    }
}

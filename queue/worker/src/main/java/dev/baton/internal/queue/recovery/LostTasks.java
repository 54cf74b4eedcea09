package dev.baton.internal.queue.recovery;

import dev.baton.internal.deadletter.DeadLetterLedger;
import dev.baton.internal.ledger.SentAttempts;
import dev.baton.internal.ledger.SentAttempts.Cursor;
import dev.baton.internal.ledger.SentAttempts.Sent;
import dev.baton.internal.queue.housekeeping.CleaningSettings;
import dev.baton.task.TaskId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/** The tasks of the schedule that were sent to their queue and have neither ended nor died, as far as the database knows. */
final class LostTasks {
    private static final int BATCH = 500;

    /** Before it is forgotten that a task has ended, for then it would seem lost. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private final SentAttempts sent;
    private final DeadLetterLedger letters;
    private final CleaningSettings cleaning;
    private final Clock clock;

    LostTasks(SentAttempts sent, DeadLetterLedger letters, CleaningSettings cleaning, Clock clock) {
        this.sent = sent;
        this.letters = letters;
        this.cleaning = cleaning;
        this.clock = clock;
    }

    /** Forgets that tasks which have ended were sent to {@code queue} before then, until {@code enough} says so. */
    void forgetEnded(String queue, Instant before, BooleanSupplier enough) {
        int ended = BATCH;
        while (ended == BATCH && !enough.getAsBoolean()) {
            ended = sent.forgetEnded(queue, before, BATCH);
        }
    }

    /** Forgets {@code ended}, which the result store knows to have ended. */
    void forget(Set<TaskId> ended) {
        sent.forget(ended);
    }

    /**
     * Passes {@code each} the tasks that were sent to {@code queue} before then, and neither ended nor died nor wait for another attempt, in
     * the order in which they were sent, until {@code enough} says so. Returns the sum of what {@code each} returns.
     */
    int unended(String queue, Instant before, ToIntFunction<List<Sent>> each, BooleanSupplier enough) {
        int sum = 0;
        Cursor from = Cursor.after(clock.instant().minus(cleaning.after()).plus(MARGIN));
        List<Sent> page = sent.unended(queue, before, from, BATCH);
        while (!page.isEmpty() && !enough.getAsBoolean()) {
            Set<TaskId> dead = letters.dead(queue, page.stream().map(Sent::id).toList());
            sum += each.applyAsInt(
                    page.stream().filter(one -> !dead.contains(one.id())).toList());
            page = sent.unended(queue, before, Cursor.after(page.get(page.size() - 1)), BATCH);
        }
        return sum;
    }

    /** Notes that {@code task} is missing, or has it sent once more where it has been for so long. Returns whether it will be sent. */
    boolean noteMissing(Sent task, Duration longest) {
        return sent.noteMissing(task, longest);
    }
}

package dev.baton.internal.memory;

import dev.baton.internal.deadletter.KeptLetter;
import dev.baton.internal.ledger.Gate;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.queue.limit.ChangedRates;
import dev.baton.task.Mark;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the ledger's tables hold, one map each. Its rows never change, so that a copy of the maps is a copy of all. */
final class LedgerState {
    final Map<TaskId, Finished> finished = new LinkedHashMap<>();
    final Map<Attempt, Scheduled> scheduled = new LinkedHashMap<>();
    final Map<Mark, Instant> revokedStamps = new HashMap<>();
    final Map<String, ChangedRates.Changed> rates = new HashMap<>();
    final Map<Inside, Place> places = new LinkedHashMap<>();
    final Map<Share, Long> turns = new HashMap<>();
    final Map<String, KeptChord> chords = new LinkedHashMap<>();
    final Map<Member, InMemoryChords.KeptPart> parts = new LinkedHashMap<>();
    final Map<Attempt, Deliveries> deliveries = new HashMap<>();
    final Map<UUID, Letter> letters = new LinkedHashMap<>();
    private long position;

    LedgerState copy() {
        LedgerState copy = new LedgerState();
        copy.finished.putAll(finished);
        copy.scheduled.putAll(scheduled);
        copy.revokedStamps.putAll(revokedStamps);
        copy.rates.putAll(rates);
        copy.places.putAll(places);
        copy.turns.putAll(turns);
        copy.chords.putAll(chords);
        copy.parts.putAll(parts);
        copy.deliveries.putAll(deliveries);
        copy.letters.putAll(letters);
        copy.position = position;
        return copy;
    }

    /** Returns a number that is greater than all before. */
    long nextPosition() {
        return ++position;
    }

    /**
     * A task that has ended, or is just ending.
     *
     * @param result as it is written for the result store; null until the task has ended
     */
    record Finished(TaskState state, @Nullable String result, Instant at, boolean isUnannounced) {}

    record Attempt(TaskId id, int number) {}

    /**
     * A task that waits, or has waited.
     *
     * @param due when it is sent, which may be later than it was at first
     * @param sent when it was sent or cancelled
     * @param gate where it waits, if it does
     */
    record Scheduled(
            ScheduledTask task,
            Instant due,
            long position,
            @Nullable Instant sent,
            boolean isCancelled,
            boolean hasTurn,
            @Nullable Gate gate) {
        boolean isWaiting() {
            return sent == null;
        }

        /** Tells whether it is sent once it is due. */
        boolean isQueued() {
            return sent == null && gate == null;
        }

        int priority() {
            Integer priority = task.message().priority();
            return priority == null ? 0 : priority;
        }

        Scheduled at(Instant other) {
            return new Scheduled(task, other, position, sent, isCancelled, hasTurn, gate);
        }

        Scheduled sentAt(@Nullable Instant moment, boolean cancelled) {
            return new Scheduled(task, due, position, moment, cancelled, hasTurn, gate);
        }

        Scheduled withTurn() {
            return new Scheduled(task, due, position, sent, isCancelled, true, gate);
        }

        Scheduled behind(@Nullable Gate other) {
            return new Scheduled(task, due, position, sent, isCancelled, hasTurn, other);
        }

        /** Returns the task, to be sent when it is due now. */
        ScheduledTask current() {
            return new ScheduledTask(
                    task.id(), task.attempt(), task.task(), task.exchange(), task.queue(), due, task.message());
        }
    }

    record Inside(String gate, TaskId id) {}

    record Share(String gate, String share) {}

    /** How often an attempt was delivered again, and how often that was no failure. */
    record Deliveries(int again, int handedBack) {
        Deliveries plus(Deliveries more) {
            return new Deliveries(again + more.again, handedBack + more.handedBack);
        }

        int failed() {
            return Math.max(0, again - handedBack);
        }
    }

    enum LetterStatus {
        DEAD,
        RESENDING,
        RESENT
    }

    record Letter(KeptLetter kept, LetterStatus status) {}

    /** A header task of a chord. */
    record Member(String group, String task) {}

    /** A place that a task has; nobody holds it while the task is on its way to a worker. */
    record Place(String share, @Nullable String holder, Instant until, Instant letInAt) {}
}

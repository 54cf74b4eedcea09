package dev.baton.internal.deadletter;

import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.task.TaskId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where dead letters are kept. Safe for use by many threads and processes. */
public interface DeadLetterLedger {
    /** Keeps {@code letter}; one that is known gets another line in its history. */
    void keep(KeptLetter letter);

    /** Returns those that {@code filter} means and that were not sent again, the one that died last first. */
    List<KeptLetter> list(DeadLetterFilter filter, int limit, int offset);

    /** Returns the same ones' ids, the one that died first first. */
    List<UUID> ids(DeadLetterFilter filter);

    long count(DeadLetterFilter filter);

    Optional<KeptLetter> find(UUID id);

    /** Returns those of {@code tasks} that died on {@code queue} and were not sent again. */
    Set<TaskId> dead(String queue, Collection<TaskId> tasks);

    int purge(DeadLetterFilter filter);

    boolean purge(UUID id);

    /** Notes that a letter that is dead is to be sent again; returns whether it was dead. */
    boolean beginResending(UUID id);

    /** Notes that this process goes on sending a letter again; returns whether that was begun. */
    boolean goOnResending(UUID id);

    /** Notes that the broker has it; unless it died again in the meantime. */
    void noteResent(UUID id);

    /** Returns letters whose resending began at least {@code patience} ago and has not ended: its process died. */
    List<KeptLetter> unfinished(Duration patience, int atMost);
}

package dev.baton.internal.queue.execute;

import dev.baton.internal.ledger.Revocations;
import dev.baton.task.Mark;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which tasks nobody wants: what is durable, and what this worker was told a short time ago. One worker makes that durable for all,
 * and may be slower at it than this one is at taking the next task. Safe for use by many threads.
 */
public final class RevokedTasks {
    /** By when it is durable, also where the database was away meanwhile: without it only tasks without effects run. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    // As many as Celery's workers keep.
    private static final int MOST = 50_000;

    private final Map<Object, Instant> heard = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Instant> eldest) {
            return size() > MOST || isOver(eldest.getValue());
        }
    };
    private final Revocations durable;
    private final Clock clock;

    RevokedTasks(Revocations durable, Clock clock) {
        this.durable = durable;
        this.clock = clock;
    }

    /** Remembers ids of tasks and of groups. */
    public void hear(Collection<TaskId> ids) {
        remember(ids);
        remember(ids.stream().map(id -> Mark.ofGroup(id.value())).toList());
    }

    /** Remembers groups and stamps. */
    public void hearMarks(Collection<Mark> marks) {
        remember(marks);
    }

    /** Tells whether {@code request}, its group or a stamp of it was revoked; costs a query where it has one of these. */
    boolean include(TaskRequest request) {
        return wereHeard(request) || durable.isRevoked(request);
    }

    /** Tells whether {@code request}, its group or a stamp of it was revoked lately; costs nothing. */
    boolean wereHeard(TaskRequest request) {
        synchronized (heard) {
            return !heard.isEmpty()
                    && Stream.concat(Stream.of(request.id()), request.marks().stream())
                            .map(heard::get)
                            .filter(Objects::nonNull)
                            .anyMatch(since -> !isOver(since));
        }
    }

    private void remember(Collection<?> revoked) {
        Instant now = clock.instant();
        synchronized (heard) {
            revoked.forEach(one -> heard.put(one, now));
        }
    }

    private boolean isOver(Instant since) {
        return since.isBefore(clock.instant().minus(KEPT));
    }
}

package dev.baton.internal.ledger;

import dev.baton.task.Mark;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends tasks that nobody wants any more, whether they wait on a queue or in the schedule, or run. */
public final class Revocations {
    private final FinishedTasks finished;
    private final ScheduledTasks scheduled;
    private final RevokedStamps stamps;
    private final TransactionTemplate transaction;

    Revocations(
            FinishedTasks finished, ScheduledTasks scheduled, RevokedStamps stamps, TransactionTemplate transaction) {
        this.finished = finished;
        this.scheduled = scheduled;
        this.stamps = stamps;
        this.transaction = transaction;
    }

    /**
     * Ends those of {@code ids} that have not ended yet: from now on none of them has effects. An id may be that of a group:
     * then no task of it begins any more. Returns the ends of those that it ended.
     */
    public List<TaskSnapshot> revoke(Collection<TaskId> ids) {
        List<Mark> groups = ids.stream().map(id -> Mark.ofGroup(id.value())).toList();
        return transaction.execute(status -> {
            List<TaskId> members = scheduled.waitingWith(groups);
            return end(Stream.concat(ids.stream(), members.stream()).toList());
        });
    }

    /** Has no task with one of {@code revoked} begin any more, and returns the ends of those that waited in the schedule. */
    public List<TaskSnapshot> revokeStamped(Collection<Mark> revoked) {
        return transaction.execute(status -> {
            stamps.add(revoked);
            return end(scheduled.waitingWith(revoked));
        });
    }

    private List<TaskSnapshot> end(Collection<TaskId> ids) {
        scheduled.cancel(ids);
        // In one order, so that two that revoke the same tasks at once do not wait for each other for ever.
        TreeSet<String> ordered = new TreeSet<>(ids.stream().map(TaskId::value).toList());
        // Owed to the result store until it has been told: whoever revokes may die before that.
        return ordered.stream()
                .flatMap(id -> finished.endUnrun(new TaskId(id), new TaskOutcome.Revoked("revoked")).stream())
                .toList();
    }

    /** Tells whether the group or a stamp of {@code request} was revoked; that of a task with neither costs nothing. */
    public boolean isRevoked(TaskRequest request) {
        String group = request.lineage().group();
        return (group != null && finished.isRevoked(group))
                || (!request.lineage().stamps().isEmpty() && stamps.hasOneOf(request.marks()));
    }
}

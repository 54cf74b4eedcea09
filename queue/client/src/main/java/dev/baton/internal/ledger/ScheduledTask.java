package dev.baton.internal.ledger;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.task.TaskId;
import java.time.Instant;

/**
 * A task that waits for its time.
 *
 * @param attempt how many times it was tried before
 * @param exchange through which its message is sent at {@code due}; empty is the one that knows all queues by name
 * @param queue where it is sent: a queue, or the routing key for {@code exchange}
 */
public record ScheduledTask(
        TaskId id, int attempt, String task, String exchange, String queue, Instant due, CeleryMessage message) {
    /** A task that waits for its way back to {@code queue}. */
    public ScheduledTask(TaskId id, int attempt, String task, String queue, Instant due, CeleryMessage message) {
        this(id, attempt, task, "", queue, due, message);
    }
}

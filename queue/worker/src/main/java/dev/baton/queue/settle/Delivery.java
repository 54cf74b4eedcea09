package dev.baton.queue.settle;

import dev.baton.celery.CeleryMessage;
import dev.baton.ledger.ScheduledTask;
import dev.baton.task.TaskRequest;
import java.time.Instant;

/**
 * A task as it came from the broker.
 *
 * @param request what the message asks for
 * @param message the message itself, to be sent again where the task must wait
 * @param queue where it came from, and comes back to
 * @param isRepeated whether the broker had delivered it before
 */
public record Delivery(TaskRequest request, CeleryMessage message, String queue, boolean isRepeated) {
    /** Returns the same attempt, to be sent again at {@code due}. */
    public ScheduledTask waiting(Instant due) {
        return new ScheduledTask(request.id(), request.conditions().retries(), request.task(), queue, due, message);
    }
}

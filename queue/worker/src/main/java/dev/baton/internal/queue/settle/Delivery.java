package dev.baton.internal.queue.settle;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.ledger.ScheduledTask;
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
        return scheduled(0, due, message);
    }

    /** Returns the next attempt, to be sent at {@code due}. */
    ScheduledTask retried(Instant due) {
        return scheduled(1, due, MessageCodec.retried(message, request, due));
    }

    private ScheduledTask scheduled(int later, Instant due, CeleryMessage sent) {
        return new ScheduledTask(
                request.id(), request.conditions().retries() + later, request.task(), queue, due, sent);
    }
}

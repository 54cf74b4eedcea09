package dev.baton.ledger;

import dev.baton.celery.CeleryMessage;
import dev.baton.task.TaskId;
import java.time.Instant;

/**
 * A task that waits for its time.
 *
 * @param attempt how many times it was tried before
 * @param queue where its message is sent at {@code due}
 */
public record ScheduledTask(TaskId id, int attempt, String task, String queue, Instant due, CeleryMessage message) {}

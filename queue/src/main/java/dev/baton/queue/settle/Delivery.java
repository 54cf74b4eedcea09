package dev.baton.queue.settle;

import dev.baton.celery.CeleryMessage;
import dev.baton.task.TaskRequest;

/**
 * A task as it came from the broker.
 *
 * @param request what the message asks for
 * @param message the message itself, to be sent again where the task must wait
 * @param queue where it came from, and comes back to
 */
public record Delivery(TaskRequest request, CeleryMessage message, String queue) {}

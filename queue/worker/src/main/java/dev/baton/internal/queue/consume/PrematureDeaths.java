package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.task.TaskRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends tasks again that a broker before RabbitMQ 4.3 gave up for having been handed back so often. */
final class PrematureDeaths {
    private static final Logger log = LoggerFactory.getLogger(PrematureDeaths.class);

    private final DeliveryCounts counts;
    private final TaskPublisher publisher;

    PrematureDeaths(DeliveryCounts counts, TaskPublisher publisher) {
        this.counts = counts;
        this.publisher = publisher;
    }

    /** Sends {@code message} to {@code queue} again where its deliveries had not failed too often; returns whether it did. */
    boolean undo(TaskRequest request, TaskQueue queue, CeleryMessage message) {
        if (!counts.wereRatherHandedBack(request)) {
            return false;
        }
        publisher.resend(queue, message);
        log.info("{} {} is sent again: it was handed back, and has not failed", request.task(), request.id());
        return true;
    }
}

package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.MalformedMessageException;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.queue.settle.DatabaseRecords;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves messages that no worker can do anything with to the dead queue, once their tasks have failed. */
final class Burials {
    private static final Logger log = LoggerFactory.getLogger(Burials.class);

    private final DatabaseRecords records;
    private final TaskPublisher publisher;
    private final DeliveryCounts counts;

    Burials(DatabaseRecords records, TaskPublisher publisher, DeliveryCounts counts) {
        this.records = records;
        this.publisher = publisher;
        this.counts = counts;
    }

    /** Gives up {@code request}, {@code failed} deliveries of which were too many; {@code received} is buried unless it has ended otherwise. */
    void abandon(Received received, TaskRequest request, long failed) {
        String reason = "no worker finished the task in " + failed + " deliveries";
        log.error("{} {} is given up: {}", request.task(), request.id(), reason);
        TaskFailure failure = new TaskFailure("WorkerLostError", reason, "billiard.exceptions", null);
        if (records.endUnrun(request, new TaskOutcome.GivenUp(failure)).state() == TaskState.FAILURE) {
            publisher.bury(new TaskQueue(received.queue()), received.forSpring(), reason);
        }
        counts.forget(request.id());
    }

    /** Buries {@code received}, which is no task. */
    void quarantine(Received received, MalformedMessageException malformed) {
        TaskQueue queue = new TaskQueue(received.queue());
        String reason = String.valueOf(malformed.getMessage());
        log.warn("A message on {} is no task and was moved to {}: {}", queue.name(), queue.deadName(), reason);
        // Its sender may be waiting for an answer.
        TaskOutcome refusal = new TaskOutcome.GivenUp(TaskFailure.refusal("MalformedMessage", reason));
        malformed.id().ifPresent(id -> records.endUnrun(MessageCodec.placeOf(received.message(), id), refusal));
        publisher.bury(queue, received.forSpring(), reason);
    }
}

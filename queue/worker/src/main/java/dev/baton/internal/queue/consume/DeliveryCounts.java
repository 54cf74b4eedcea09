package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.BrokerSettings;
import dev.baton.internal.ledger.Redeliveries;
import dev.baton.internal.queue.settle.Persistence;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * How many deliveries of each message failed. It is counted here: {@code x-delivery-count} may be the sender's, which Celery's retries
 * copy, and before RabbitMQ 4.3 it counts what was handed back, too.
 */
final class DeliveryCounts {
    private static final Logger log = LoggerFactory.getLogger(DeliveryCounts.class);

    private final Redeliveries redeliveries;
    private final Persistence persistence;
    private final int limit;

    DeliveryCounts(Redeliveries redeliveries, Persistence persistence, BrokerSettings settings) {
        this.redeliveries = redeliveries;
        this.persistence = persistence;
        this.limit = settings.deliveryLimit();
    }

    /** Counts that {@code received} was delivered again, and returns how many deliveries have failed; of one without an id nobody knows. */
    long count(Received received) {
        Optional<TaskId> id = received.id();
        return id.isEmpty()
                ? 0
                : persistence.insist(
                        "count the deliveries of task " + id.get(),
                        () -> redeliveries.count(id.get(), received.retries()));
    }

    /** Notes that {@code received} is about to be handed back; a database that is away holds nobody up. */
    void noteHandedBack(Received received) {
        try {
            received.id().ifPresent(id -> redeliveries.noteHandedBack(id, received.retries()));
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "Task {} is handed back, which counts as a failure of its delivery: the database is away",
                    received.header("id"),
                    e);
        }
    }

    /** Tells whether the broker, which counts what was handed back, has given {@code request} up too early. */
    boolean wereRatherHandedBack(TaskRequest request) {
        return persistence.insist(
                "look up the deliveries of task " + request.id(),
                () -> redeliveries.wereRatherHandedBack(
                        request.id(), request.conditions().retries(), limit));
    }

    /** Begins to count those of {@code id} anew. */
    void forget(TaskId id) {
        persistence.insist("forget the deliveries of task " + id, () -> redeliveries.forget(id));
    }

    boolean areEnough(long failed) {
        return failed >= limit;
    }
}

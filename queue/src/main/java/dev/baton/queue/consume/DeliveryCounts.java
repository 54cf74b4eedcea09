package dev.baton.queue.consume;

import dev.baton.broker.BrokerSettings;
import dev.baton.ledger.Redeliveries;
import dev.baton.queue.execute.Persistence;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.util.Optional;

/** How often messages were delivered before: quorum queues say it, and of others' it is counted here. */
final class DeliveryCounts {
    private static final String COUNTED = "x-delivery-count";

    private final Redeliveries redeliveries;
    private final Persistence persistence;
    private final int limit;

    DeliveryCounts(Redeliveries redeliveries, Persistence persistence, BrokerSettings settings) {
        this.redeliveries = redeliveries;
        this.persistence = persistence;
        this.limit = settings.deliveryLimit();
    }

    /** Returns how often {@code received} was delivered before, as far as its message says. */
    Optional<Long> of(Received received) {
        if (received.header(COUNTED) instanceof Number number) {
            return Optional.of(number.longValue());
        }
        return received.isRepeated() ? Optional.empty() : Optional.of(0L);
    }

    /** Counts that the message of {@code request}, which does not say it, was delivered again, and returns how often it was. */
    long count(TaskRequest request) {
        return persistence.insist(
                "count the deliveries of task " + request.id(),
                () -> redeliveries.count(request.id(), request.conditions().retries()));
    }

    /** Begins to count those of {@code id} anew. */
    void forget(TaskId id) {
        persistence.insist("forget the deliveries of task " + id, () -> redeliveries.forget(id));
    }

    boolean areEnough(long deliveries) {
        return deliveries >= limit;
    }
}

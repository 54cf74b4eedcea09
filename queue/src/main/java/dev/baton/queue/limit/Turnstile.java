package dev.baton.queue.limit;

import dev.baton.ledger.ScheduledTasks;
import dev.baton.queue.TaskHandler;
import dev.baton.queue.settle.Delivery;
import dev.baton.queue.settle.Settlement;
import dev.baton.task.TaskRequest;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Decides whether a task may begin now. Safe for use by many threads. */
@Component
public final class Turnstile {
    private final RateLimits rates;
    private final ScheduledTasks scheduled;
    private final Settlement settlement;

    Turnstile(RateLimits rates, ScheduledTasks scheduled, Settlement settlement) {
        this.rates = rates;
        this.scheduled = scheduled;
        this.settlement = settlement;
    }

    /** Tells whether tasks of {@code handler} may begin at any time. */
    public boolean isOpen(TaskHandler<?, ?> handler) {
        return rates.of(handler).isNone();
    }

    /** Has a task that must not begin yet wait in the schedule, and returns whether it does. */
    public boolean holds(TaskHandler<?, ?> handler, Delivery delivery) {
        if (isOpen(handler)) {
            return false;
        }
        TaskRequest request = delivery.request();
        if (scheduled.hadTurn(request.id(), request.conditions().retries())) {
            return false;
        }
        Optional<Instant> turn = rates.reserve(handler);
        turn.ifPresent(at -> settlement.awaitTurn(delivery, at));
        return turn.isPresent();
    }
}

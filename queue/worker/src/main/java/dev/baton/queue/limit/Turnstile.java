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
    private final Places places;

    Turnstile(RateLimits rates, ScheduledTasks scheduled, Settlement settlement, Places places) {
        this.rates = rates;
        this.scheduled = scheduled;
        this.settlement = settlement;
        this.places = places;
    }

    /** Tells whether {@code request} may begin at any time. */
    public boolean isOpen(TaskHandler<?, ?> handler, TaskRequest request) {
        return rates.of(handler).isNone() && Places.keyOf(handler, request).isEmpty();
    }

    /** Has a task that must not begin yet wait in the schedule, and returns whether it does. */
    public boolean holds(TaskHandler<?, ?> handler, Delivery delivery) {
        // The place last, since nobody is to wait for anything else in it.
        return awaitsTurn(handler, delivery)
                || Places.keyOf(handler, delivery.request())
                        .filter(key -> !places.enter(delivery, key))
                        .isPresent();
    }

    /** Tells whether {@link #left} waits for the database. */
    public boolean hasPlace(Delivery delivery) {
        return places.has(delivery);
    }

    /** Gives back what a task had that has ended, or waits again. */
    public void left(Delivery delivery) {
        places.leave(delivery);
    }

    private boolean awaitsTurn(TaskHandler<?, ?> handler, Delivery delivery) {
        if (rates.of(handler).isNone()) {
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

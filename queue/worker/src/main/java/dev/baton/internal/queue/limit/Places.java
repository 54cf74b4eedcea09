package dev.baton.internal.queue.limit;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.ledger.Gate;
import dev.baton.internal.ledger.Gates;
import dev.baton.internal.queue.schedule.Schedule;
import dev.baton.internal.queue.settle.Delivery;
import dev.baton.task.ConcurrencyKey;
import dev.baton.task.TaskId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** The places that this worker's tasks have behind gates: those of their keys, and those of tasks sent fairly. */
final class Places {
    private static final Logger log = LoggerFactory.getLogger(Places.class);

    private final Gates gates;
    private final Schedule schedule;
    private final LimitSettings settings;
    private final Clock clock;
    // Not the worker's name: another process may have that after this one has died.
    private final String holder = UUID.randomUUID().toString();
    private final Map<TaskId, String> held = new ConcurrentHashMap<>();

    Places(Gates gates, Schedule schedule, LimitSettings settings, Clock clock) {
        this.gates = gates;
        this.schedule = schedule;
        this.settings = settings;
        this.clock = clock;
    }

    /** Takes a place for the task, or has it wait for one; returns whether it has one. */
    boolean enter(Delivery delivery, ConcurrencyKey key) {
        Gate gate = new Gate("key " + key.key(), key.limit(), "");
        if (!gates.enter(delivery.waiting(clock.instant()), gate, holder, settings.lease())) {
            return false;
        }
        held.put(delivery.request().id(), gate.name());
        return true;
    }

    /** Tells whether the task has something to give back. */
    boolean has(Delivery delivery) {
        return held.containsKey(delivery.request().id()) || gateOf(delivery).isPresent();
    }

    private static Optional<String> gateOf(Delivery delivery) {
        return Optional.ofNullable(delivery.message().headers().get(CeleryMessage.GATE))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** Gives back what the task had. Where the database is away, others find the places when they sweep. */
    void leave(Delivery delivery) {
        TaskId id = delivery.request().id();
        String key = held.remove(id);
        if (key != null) {
            leave(key, id);
        }
        gateOf(delivery).ifPresent(queue -> leave(queue, id));
    }

    private void leave(String gate, TaskId id) {
        try {
            if (gates.leave(gate, id)) {
                schedule.wake();
            }
        } catch (DataAccessException | TransactionException e) {
            log.info("The place of task {} behind the gate '{}' could not be given back yet", id, gate, e);
        }
    }

    /** Keeps the places of running tasks, and finds those that the dead have left. */
    @Scheduled(fixedDelayString = "${baton.limits.interval:5s}")
    void renewAndSweep() {
        try {
            if (!held.isEmpty()) {
                gates.renew(holder, settings.lease());
            }
            if (gates.sweep()) {
                schedule.wake();
            }
        } catch (DataAccessException | TransactionException e) {
            log.debug("The gates cannot be looked at", e);
        }
    }
}

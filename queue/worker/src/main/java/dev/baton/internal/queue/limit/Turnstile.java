package dev.baton.internal.queue.limit;

import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.queue.schedule.Schedule;
import dev.baton.internal.queue.settle.Call;
import dev.baton.task.TaskRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Decides whether a task may begin now. Safe for use by many threads. */
public final class Turnstile {
    private final Rates rates;
    private final ScheduledTasks scheduled;
    private final Schedule schedule;
    private final Places places;

    Turnstile(Rates rates, ScheduledTasks scheduled, Schedule schedule, Places places) {
        this.rates = rates;
        this.scheduled = scheduled;
        this.schedule = schedule;
        this.places = places;
    }

    /** Tells whether {@code call} may begin at any time. */
    public boolean isOpen(Call<?> call) {
        return rates.of(call.handler()).isNone() && call.key().isEmpty();
    }

    /** Has a task that must not begin yet wait in the schedule, and returns whether it does. */
    public boolean holds(Call<?> call) {
        // The place last, since nobody is to wait for anything else in it.
        return awaitsTurn(call)
                || call.key().filter(key -> !places.enter(call.delivery(), key)).isPresent();
    }

    /** Gives back what {@code call} had once it has {@code ended}, or waits again; done when both are. */
    public CompletionStage<Void> leave(Call<?> call, CompletionStage<Void> ended) {
        return places.has(call.delivery()) ? call.after(ended, () -> places.leave(call.delivery())) : ended;
    }

    private boolean awaitsTurn(Call<?> call) {
        if (rates.of(call.handler()).isNone()) {
            return false;
        }
        TaskRequest request = call.request();
        if (scheduled.hadTurn(request.id(), request.conditions().retries())) {
            return false;
        }
        Optional<Instant> turn = rates.reserve(call.handler());
        turn.ifPresent(at -> schedule.addWithTurn(call.delivery().waiting(at)));
        return turn.isPresent();
    }
}

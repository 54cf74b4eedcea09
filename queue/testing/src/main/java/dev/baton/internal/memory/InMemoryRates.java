package dev.baton.internal.memory;

import dev.baton.internal.queue.limit.ChangedRates;
import dev.baton.internal.queue.limit.Turns;
import dev.baton.task.RateLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Rate limits in memory: those that were changed, and the turns, which no transaction gives back. */
final class InMemoryRates implements ChangedRates, Turns {
    private final InMemoryLedger ledger;
    private final Clock clock;
    private final Map<String, Instant> following = new HashMap<>();

    InMemoryRates(InMemoryLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public boolean change(String task, String rate) {
        RateLimit limit = RateLimit.of(rate);
        return ledger.ask(state -> {
            Changed before = state.rates.get(task);
            if (before != null && before.limit().equals(limit)) {
                return false;
            }
            state.rates.put(task, new Changed(limit, before == null ? 0 : before.version() + 1));
            return true;
        });
    }

    @Override
    public Map<String, Changed> all() {
        return ledger.ask(state -> Map.copyOf(state.rates));
    }

    @Override
    public synchronized Optional<Instant> reserve(
            String sequence, Duration interval, Supplier<Optional<Instant>> reserved) {
        Instant now = clock.instant();
        Instant next = following.computeIfAbsent(
                sequence,
                unknown -> reserved.get().map(last -> last.plus(interval)).orElse(now));
        Instant turn = next.isAfter(now) ? next : now;
        following.put(sequence, turn.plus(interval));
        return Optional.of(turn).filter(now::isBefore);
    }
}

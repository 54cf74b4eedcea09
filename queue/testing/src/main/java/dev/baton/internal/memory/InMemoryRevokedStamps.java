package dev.baton.internal.memory;

import dev.baton.internal.ledger.RevokedStamps;
import dev.baton.task.Mark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** Revoked stamps in memory. */
final class InMemoryRevokedStamps implements RevokedStamps {
    private static final Duration KEPT_FOR = Duration.ofDays(7);

    private final InMemoryLedger ledger;
    private final Clock clock;

    InMemoryRevokedStamps(InMemoryLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void add(Collection<Mark> stamps) {
        Instant now = clock.instant();
        ledger.change(state -> stamps.forEach(stamp -> state.revokedStamps.put(stamp, now)));
    }

    @Override
    public boolean hasOneOf(Collection<Mark> marks) {
        Instant since = clock.instant().minus(KEPT_FOR);
        return ledger.ask(state -> marks.stream()
                .anyMatch(mark -> state.revokedStamps.getOrDefault(mark, since).isAfter(since)));
    }
}

package dev.baton.manual;

import dev.baton.internal.deadletter.DeadLetterLedger;
import dev.baton.internal.deadletter.DeadLetterLedgerContract;
import java.time.Duration;
import java.time.Instant;

class InMemoryDeadLetterLedgerTest extends DeadLetterLedgerContract {
    private ManualClock clock;

    @Override
    protected DeadLetterLedger open() {
        clock = new ManualClock(Instant.parse("2026-01-10T12:00:00Z"));
        return new InMemoryDeadLetterLedger(new InMemoryLedger(), clock);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}

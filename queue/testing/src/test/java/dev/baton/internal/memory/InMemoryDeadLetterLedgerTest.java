package dev.baton.internal.memory;

import dev.baton.internal.deadletter.DeadLetterLedger;
import dev.baton.internal.deadletter.DeadLetterLedgerContract;
import dev.baton.internal.ledger.LedgerContract;
import java.time.Duration;

class InMemoryDeadLetterLedgerTest extends DeadLetterLedgerContract {
    private LedgerContract.Hands clock;

    @Override
    protected DeadLetterLedger open() {
        clock = new LedgerContract.Hands();
        return new InMemoryDeadLetterLedger(new InMemoryLedger(), clock);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}

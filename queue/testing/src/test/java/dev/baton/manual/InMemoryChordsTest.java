package dev.baton.manual;

import dev.baton.internal.flow.ChordsContract;
import java.time.Duration;
import java.time.Instant;
import org.springframework.transaction.support.TransactionTemplate;

class InMemoryChordsTest extends ChordsContract {
    private ManualClock clock;

    @Override
    protected Kept open() {
        clock = new ManualClock(Instant.parse("2026-01-10T12:00:00Z"));
        TransactionTemplate transaction = new TransactionTemplate(new InMemoryTransactions());
        return new Kept(new InMemoryChords(new InMemoryLedger(), transaction, clock), transaction);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}

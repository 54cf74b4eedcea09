package dev.baton.internal.memory;

import dev.baton.internal.flow.ChordsContract;
import dev.baton.internal.ledger.LedgerContract;
import java.time.Duration;
import org.springframework.transaction.support.TransactionTemplate;

class InMemoryChordsTest extends ChordsContract {
    private LedgerContract.Hands clock;

    @Override
    protected Kept open() {
        clock = new LedgerContract.Hands();
        TransactionTemplate transaction = new TransactionTemplate(new InMemoryTransactions());
        return new Kept(new InMemoryChords(new InMemoryLedger(), transaction, clock), transaction);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}

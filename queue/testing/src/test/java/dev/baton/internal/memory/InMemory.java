package dev.baton.internal.memory;

import dev.baton.internal.ledger.LedgerContract;
import java.time.Clock;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes ledgers for contracts. */
final class InMemory {
    private InMemory() {}

    static LedgerContract.Ledger ledger(Clock time) {
        InMemoryLedger ledger = new InMemoryLedger();
        TransactionTemplate transaction = new TransactionTemplate(new InMemoryTransactions());
        InMemoryScheduledTasks scheduled = new InMemoryScheduledTasks(ledger, transaction, time);
        return new LedgerContract.Ledger(
                new InMemoryFinishedTasks(ledger, transaction, time),
                scheduled,
                new InMemoryGates(ledger, scheduled, transaction, time),
                transaction);
    }
}

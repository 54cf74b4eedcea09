package dev.baton.internal.memory;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A ledger that takes part in the transaction of its caller, whichever transaction manager that is of: what was changed is undone where it
 * rolls back. INVARIANT: whoever looks at the ledger in a transaction has it alone until that ends.
 */
final class InMemoryLedger {
    private final ReentrantLock lock = new ReentrantLock();
    private LedgerState state = new LedgerState();
    private boolean isInTransaction;

    /** Returns what {@code work} gives, which may look at the ledger and change it. */
    <T> T ask(Function<LedgerState, T> work) {
        lock.lock();
        try {
            if (!isInTransaction && TransactionSynchronizationManager.isSynchronizationActive()) {
                join();
            }
            return work.apply(state);
        } finally {
            lock.unlock();
        }
    }

    /** Has {@code work} change the ledger. */
    void change(Consumer<LedgerState> work) {
        boolean unused = ask(current -> {
            work.accept(current);
            return true;
        });
    }

    private void join() {
        LedgerState before = state.copy();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED) {
                    state = before;
                }
                isInTransaction = false;
                lock.unlock();
            }
        });
        lock.lock();
        isInTransaction = true;
    }
}

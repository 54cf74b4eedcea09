package dev.baton.internal.memory;

import java.util.Objects;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.SmartTransactionObject;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Transactions that change nothing themselves: whoever takes part in one registers for its end. */
public final class InMemoryTransactions extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1L;

    private static final class Open implements SmartTransactionObject {
        private boolean isToRollBack;

        @Override
        public boolean isRollbackOnly() {
            return isToRollBack;
        }
    }

    @Override
    protected Object doGetTransaction() {
        return Objects.requireNonNullElseGet(TransactionSynchronizationManager.getResource(this), Open::new);
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return TransactionSynchronizationManager.getResource(this) == transaction;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        TransactionSynchronizationManager.bindResource(this, transaction);
    }

    @Override
    protected Object doSuspend(Object transaction) {
        return TransactionSynchronizationManager.unbindResource(this);
    }

    @Override
    protected void doResume(@org.jspecify.annotations.Nullable Object transaction, Object suspended) {
        TransactionSynchronizationManager.bindResource(this, suspended);
    }

    @Override
    protected void doSetRollbackOnly(DefaultTransactionStatus status) {
        ((Open) status.getTransaction()).isToRollBack = true;
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        // Those who take part are called before and after.
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        // Likewise.
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        TransactionSynchronizationManager.unbindResource(this);
    }
}

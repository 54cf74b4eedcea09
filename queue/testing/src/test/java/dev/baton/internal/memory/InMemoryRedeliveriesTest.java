package dev.baton.internal.memory;

import dev.baton.internal.ledger.Redeliveries;
import dev.baton.internal.ledger.RedeliveriesContract;

class InMemoryRedeliveriesTest extends RedeliveriesContract {
    @Override
    protected Redeliveries open() {
        return new InMemoryRedeliveries(new InMemoryLedger());
    }
}

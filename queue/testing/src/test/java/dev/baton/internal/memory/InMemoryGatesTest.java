package dev.baton.internal.memory;

import dev.baton.internal.ledger.GatesContract;
import java.time.Clock;

class InMemoryGatesTest extends GatesContract {
    @Override
    protected Ledger open(Clock time) {
        return InMemory.ledger(time);
    }
}

package dev.baton.internal.memory;

import dev.baton.internal.ledger.FinishedTasksContract;
import java.time.Clock;

class InMemoryFinishedTasksTest extends FinishedTasksContract {
    @Override
    protected Ledger open(Clock time) {
        return InMemory.ledger(time);
    }
}

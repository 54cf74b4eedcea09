package dev.baton.internal.memory;

import dev.baton.internal.ledger.ScheduledTasksContract;
import java.time.Clock;

class InMemoryScheduledTasksTest extends ScheduledTasksContract {
    @Override
    protected Ledger open(Clock time) {
        return InMemory.ledger(time);
    }
}

package dev.baton.internal.memory;

import dev.baton.internal.ledger.LedgerContract;
import dev.baton.internal.result.ChordCounts;
import dev.baton.internal.result.ChordCountsContract;
import java.time.Duration;

class InMemoryChordCountsTest extends ChordCountsContract {
    @Override
    protected ChordCounts open() {
        return new InMemoryChordCounts(Duration.ofHours(1), new LedgerContract.Hands());
    }
}

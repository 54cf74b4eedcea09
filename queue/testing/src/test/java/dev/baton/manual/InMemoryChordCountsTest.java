package dev.baton.manual;

import dev.baton.internal.result.ChordCounts;
import dev.baton.internal.result.ChordCountsContract;
import java.time.Duration;
import java.time.Instant;

class InMemoryChordCountsTest extends ChordCountsContract {
    @Override
    protected ChordCounts open() {
        return new InMemoryChordCounts(Duration.ofHours(1), new ManualClock(Instant.parse("2026-01-10T12:00:00Z")));
    }
}

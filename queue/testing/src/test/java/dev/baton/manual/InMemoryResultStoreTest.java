package dev.baton.manual;

import dev.baton.result.ResultSettings;
import dev.baton.result.ResultStore;
import dev.baton.result.ResultStoreContract;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

class InMemoryResultStoreTest extends ResultStoreContract {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-10T12:00:00Z"));

    @Override
    protected ResultStore store(Duration ttl, boolean extended) {
        return new InMemoryResultStore(
                new ResultSettings(
                        URI.create("redis://nowhere:1"),
                        ttl,
                        Duration.ofDays(1),
                        extended,
                        true,
                        false,
                        "",
                        Duration.ofSeconds(1)),
                clock);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}

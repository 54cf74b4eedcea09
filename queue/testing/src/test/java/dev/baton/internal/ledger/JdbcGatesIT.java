package dev.baton.internal.ledger;

import dev.baton.testing.RequiresServices;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@RequiresServices
class JdbcGatesIT extends GatesContract {
    private static RealLedger real;

    @BeforeAll
    static void start() {
        real = new RealLedger();
    }

    @AfterAll
    static void stop() {
        real.close();
    }

    @Override
    protected Ledger open(Clock time) {
        return real.empty(time);
    }
}

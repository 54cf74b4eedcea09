package dev.baton.internal.ledger;

import dev.baton.testing.RequiresServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@RequiresServices
class JdbcRedeliveriesIT extends RedeliveriesContract {
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
    protected Redeliveries open() {
        return new JdbcRedeliveries(real.empty("redelivery"));
    }
}

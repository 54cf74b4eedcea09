package dev.baton.internal.deadletter;

import dev.baton.internal.ledger.RealLedger;
import dev.baton.testing.RequiresServices;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.simple.JdbcClient;

@RequiresServices
class JdbcDeadLetterLedgerIT extends DeadLetterLedgerContract {
    private static RealLedger real;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        real = new RealLedger();
    }

    @AfterAll
    static void stop() {
        real.close();
    }

    @Override
    protected DeadLetterLedger open() {
        jdbc = real.empty("dead_letter");
        return new JdbcDeadLetterLedger(jdbc);
    }

    /** The database has its own time: what happened, happened longer ago. */
    @Override
    protected void pass(Duration time) {
        jdbc.sql("update dead_letter set resent_at = resent_at - make_interval(secs => ?)")
                .param(time.toSeconds())
                .update();
    }
}

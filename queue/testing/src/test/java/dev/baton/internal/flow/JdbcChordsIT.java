package dev.baton.internal.flow;

import dev.baton.internal.ledger.RealLedger;
import dev.baton.testing.RequiresServices;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.simple.JdbcClient;

@RequiresServices
class JdbcChordsIT extends ChordsContract {
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
    protected Kept open() {
        jdbc = real.empty("chord", "chord_part");
        return new Kept(new JdbcChords(jdbc, real.transaction()), real.transaction());
    }

    /** The database has its own time: what happened, happened longer ago. */
    @Override
    protected void pass(Duration time) {
        String passed = "- make_interval(secs => " + time.toSeconds() + ")";
        jdbc.sql("update chord set since = since %1$s, received_at = received_at %1$s, look_at = look_at %1$s"
                        .formatted(passed))
                .update();
    }
}

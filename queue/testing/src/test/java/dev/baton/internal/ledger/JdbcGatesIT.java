package dev.baton.internal.ledger;

import dev.baton.testing.RequiresServices;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void whoIsCancelledJustBeforeItIsLetInLeavesItsPlaceToTheNext() {
        ScheduledTask gone = now();
        ScheduledTask next = now();
        ScheduledTask inside = now();
        enters(inside);
        enters(gone);
        enters(next);
        // What another process has just done whose transaction still lacks the second of its statements.
        real.jdbc()
                .sql("delete from scheduled_task where task_id = ?")
                .param(gone.id().value())
                .update();

        assertThat(gates().leave("door", inside.id())).isTrue();

        assertThat(sent()).containsExactly(next.id());
        assertThat(real.jdbc()
                        .sql("select count(*) from gate_place")
                        .query(Long.class)
                        .single())
                .isOne();
    }
}

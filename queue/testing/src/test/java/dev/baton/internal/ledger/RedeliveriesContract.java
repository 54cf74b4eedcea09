package dev.baton.internal.ledger;

import dev.baton.task.TaskId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How failed deliveries are counted, wherever that is. */
public abstract class RedeliveriesContract {
    private static final int LIMIT = 3;

    private final Redeliveries redeliveries = open();
    private final TaskId id = TaskId.random();

    /** Returns counts that know nothing of a new task. */
    protected abstract Redeliveries open();

    @Test
    void deliveriesOfEachAttemptAreCounted() {
        assertThat(redeliveries.count(id, 0)).isEqualTo(1);
        assertThat(redeliveries.count(id, 0)).isEqualTo(2);

        assertThat(redeliveries.count(id, 1)).isEqualTo(1);
        assertThat(redeliveries.count(TaskId.random(), 0)).isEqualTo(1);
    }

    @Test
    void whatIsHandedBackHasNotFailed() {
        redeliveries.noteHandedBack(id, 0);
        assertThat(redeliveries.count(id, 0)).isZero();
        assertThat(redeliveries.count(id, 0)).isEqualTo(1);

        redeliveries.noteHandedBack(id, 0);
        redeliveries.noteHandedBack(id, 0);
        assertThat(redeliveries.count(id, 0)).isZero();
    }

    @Test
    void whatWasRatherHandedBackIsKnown() {
        for (int time = 0; time < LIMIT; time++) {
            redeliveries.count(id, 0);
        }
        assertThat(redeliveries.wereRatherHandedBack(id, 0, LIMIT + 1)).isFalse();

        redeliveries.noteHandedBack(id, 0);

        assertThat(redeliveries.wereRatherHandedBack(id, 0, LIMIT)).isTrue();
        assertThat(redeliveries.wereRatherHandedBack(id, 0, LIMIT - 1)).isFalse();
        assertThat(redeliveries.wereRatherHandedBack(id, 1, LIMIT)).isFalse();
    }

    @Test
    void taskThatIsForgottenBeginsAnew() {
        redeliveries.count(id, 0);
        redeliveries.count(id, 1);
        redeliveries.noteHandedBack(id, 1);

        redeliveries.forget(id);

        assertThat(redeliveries.wereRatherHandedBack(id, 1, LIMIT)).isFalse();
        assertThat(redeliveries.count(id, 0)).isEqualTo(1);
    }
}

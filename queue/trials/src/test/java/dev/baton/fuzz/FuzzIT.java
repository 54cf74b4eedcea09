package dev.baton.fuzz;

import dev.baton.testing.RequiresServices;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A short run of {@code make fuzz}. */
@RequiresServices
class FuzzIT {
    private static final int MESSAGES = 1000;

    @Test
    void workerOutlivesEveryMessageAndAccountsForIt() throws Exception {
        assertThat(Fuzz.run(MESSAGES, 7, System.out)).isTrue();
    }
}

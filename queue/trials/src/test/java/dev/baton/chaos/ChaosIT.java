package dev.baton.chaos;

import dev.baton.testing.RequiresServices;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A short run of {@code make chaos}: each fault twice. */
@RequiresServices
class ChaosIT {
    private static final int TRIALS = 2 * Fault.possible().size();

    @Test
    void noTaskIsLostOrDoneTwiceAndNoConsumerStaysSilentWhateverDies() {
        assertThat(Chaos.run(TRIALS, 1, Fault.possible(), System.out)).isTrue();
    }
}

package dev.baton.task;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(40, Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Test
    void delaysAreSpreadBelowACeilingThatDoublesUpToItsCap() {
        Random random = new Random(7);

        for (int retry = 0; retry < 40; retry++) {
            int attempt = retry;
            long ceiling = Math.min(1000L << Math.min(retry, 20), 30_000);
            long largest = IntStream.range(0, 500)
                    .mapToLong(draw ->
                            policy.delayBefore(attempt, random).orElseThrow().toMillis())
                    .max()
                    .orElseThrow();
            assertThat(largest).as("retry %d", retry).isBetween(ceiling * 9 / 10, ceiling);
        }
    }

    @Test
    void givesUpAfterTheLastRetry() {
        assertThat(policy.delayBefore(39, new Random())).isPresent();
        assertThat(policy.delayBefore(40, new Random())).isEmpty();
    }

    @Test
    void refusesDelaysThatMakeNoSense() {
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

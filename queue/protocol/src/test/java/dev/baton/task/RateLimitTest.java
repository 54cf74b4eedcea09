package dev.baton.task;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RateLimitTest {
    @ParameterizedTest
    @CsvSource({
        "10/s, PT0.1S",
        "10/m, PT6S",
        "10/h, PT6M",
        "10, PT0.1S",
        "0.5, PT2S",
        "1.5/m, PT40S",
        "0, PT0S",
        "0/h, PT0S"
    })
    void notationIsCelerys(String text, Duration interval) {
        assertThat(RateLimit.of(text).interval()).isEqualTo(interval);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "often", "10/d", "-1/s", "1/s/s", "1e400x"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> RateLimit.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(RateLimit.of("0")).isEqualTo(RateLimit.NONE);
    }
}

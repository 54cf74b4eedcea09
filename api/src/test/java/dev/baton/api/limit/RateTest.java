package dev.baton.api.limit;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RateTest {
    @Test
    void unitsMayHaveANumber() {
        assertThat(Rate.valueOf("10/m")).isEqualTo(new Rate(10, Duration.ofMinutes(1)));
        assertThat(Rate.valueOf("100/30s")).isEqualTo(new Rate(100, Duration.ofSeconds(30)));
        assertThat(Rate.valueOf("1000/2h")).isEqualTo(new Rate(1000, Duration.ofHours(2)));
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(Rate.valueOf("0").isLimited()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "-1/m", "10/d", "ten/m", "0/m", "10/0s", "10/m "})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.valueOf(text))
                .withMessageContaining("a rate must be like 10/m")
                .withMessageEndingWith(text);
    }
}

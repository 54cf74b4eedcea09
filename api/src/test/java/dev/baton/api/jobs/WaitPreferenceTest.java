package dev.baton.api.jobs;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WaitPreferenceTest {
    private static final Duration USUAL = Duration.ofSeconds(2);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=5 | 5",
                "respond-async, wait=10 | 10",
                "respond-async | 0",
                "handling=lenient, respond-async | 0",
                "wait=0 | 0",
                "wait = \"7\" | 7",
                "wait=3; x=y | 3",
                "wait=3600 | 60",
                "wait=-1 | 2",
                "wait=soon | 2",
                "await=9 | 2",
                "wait=9999999999 | 2"
            })
    void whatCannotBeUnderstoodIsIgnored(String header, long seconds) {
        assertThat(WaitPreference.of(header, USUAL)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void withoutAPreferenceTheUsualTimeIsWaited() {
        assertThat(WaitPreference.of(null, USUAL)).isEqualTo(USUAL);
    }
}

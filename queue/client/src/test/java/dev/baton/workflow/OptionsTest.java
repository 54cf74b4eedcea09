package dev.baton.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void valuesAreThoseThatCeleryWrites() {
        Options options = Options.NONE
                .with(Options.QUEUE, "there")
                .with(Options.COUNTDOWN, Duration.ofMillis(1500))
                .with(Options.EXPIRES, NOW)
                .with(Options.PRIORITY, 7)
                .with(Options.IGNORE_RESULT, true)
                .stamped("tenant", "one");

        assertThat(options.values())
                .isEqualTo(Map.of(
                        "queue",
                        "there",
                        "countdown",
                        1.5,
                        "expires",
                        "2026-01-01T00:00:00Z",
                        "priority",
                        7,
                        "ignore_result",
                        true,
                        "stamped_headers",
                        List.of("tenant"),
                        "tenant",
                        "one"));
        assertThat(options.get(Options.COUNTDOWN)).isEqualTo(Duration.ofMillis(1500));
        assertThat(options.get(Options.EXPIRES)).isEqualTo(NOW);
        assertThat(options.get(Options.IGNORE_RESULT)).isTrue();
        assertThat(options.stamps()).isEqualTo(Map.of("tenant", "one"));
        assertThat(options.get(Options.ETA)).isNull();
    }

    @Test
    void momentsAreReadInTheFormsOfPython() {
        Map<String, Object> tagged = Map.of("__type__", "datetime", "__value__", "2026-01-01T01:00:00");

        assertThat(new Options(Map.of("eta", tagged)).due(NOW)).contains(NOW.plus(Duration.ofHours(1)));
        assertThat(new Options(Map.of("eta", "2026-01-01T02:00:00+01:00", "countdown", 2)).due(NOW))
                .contains(NOW.plusSeconds(2));
        assertThat(new Options(Map.of("expires", 0.25)).expiry(NOW)).contains(NOW.plusMillis(250));
    }

    @Test
    void whatCeleryWouldNotWriteFailsWhereItIsUsedAndIsPassedOn() {
        Options wrong = new Options(Map.of(
                "countdown",
                "soon",
                "priority",
                "high",
                "time_limit",
                1e10,
                "link",
                List.of(42),
                "expires",
                List.of()));

        assertThatIllegalArgumentException().isThrownBy(() -> wrong.due(NOW)).withMessageContaining("'countdown'");
        assertThatIllegalArgumentException().isThrownBy(() -> wrong.expiry(NOW)).withMessageContaining("'expires'");
        for (Options.Key<?> key : List.of(Options.PRIORITY, Options.TIME_LIMIT, Options.LINK)) {
            assertThatIllegalArgumentException().isThrownBy(() -> wrong.get(key));
        }
        assertThat(Signature.parse(Signature.of("a").with(wrong).toWire()).options())
                .isEqualTo(wrong);
        assertThat(wrong.elements(Options.LINK)).isEqualTo(List.of(42));
    }

    @Test
    void noLimitIsNoneAndZero() {
        assertThat(new Options(Map.of("time_limit", 0)).get(Options.TIME_LIMIT)).isNull();
        assertThat(new Options(Map.of("time_limit", 20)).get(Options.TIME_LIMIT))
                .isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void otherOptionsWinButATaskStaysInItsGroup() {
        Options own = Options.NONE.with(Options.GROUP, "own").with(Options.QUEUE, "here");
        Options other = Options.NONE.with(Options.GROUP, "other").with(Options.QUEUE, "there");

        assertThat(own.merged(other)).isEqualTo(own.with(Options.QUEUE, "there"));
        assertThat(Options.NONE.merged(other)).isEqualTo(other);
        assertThat(own.place()).isEqualTo(Options.NONE.with(Options.GROUP, "own"));
        assertThat(own.withoutPlace()).isEqualTo(Options.NONE.with(Options.QUEUE, "here"));
    }
}

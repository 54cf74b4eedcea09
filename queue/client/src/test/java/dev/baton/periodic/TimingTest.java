package dev.baton.periodic;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimingTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void cronTicksByTheClockOfItsZoneOnEitherSideOfSummerTime() {
        Timing timing = Timing.cron("30 2 * * *", BERLIN);

        assertThat(timing.after(at("2026-01-10T12:00:00Z"))).isEqualTo(at("2026-01-11T01:30:00Z"));
        assertThat(timing.after(at("2026-07-10T12:00:00Z"))).isEqualTo(at("2026-07-11T00:30:00Z"));
    }

    @Test
    void whatTheClockShowsTwiceTicksOnceAndWhatItLeavesOutTicksLater() {
        Timing timing = Timing.cron("30 2 * * *", BERLIN);

        assertThat(timing.after(at("2026-10-24T12:00:00Z"))).isEqualTo(at("2026-10-25T00:30:00Z"));
        assertThat(timing.after(at("2026-10-25T00:30:00Z"))).isEqualTo(at("2026-10-26T01:30:00Z"));
        assertThat(timing.after(at("2026-10-25T01:00:00Z"))).isEqualTo(at("2026-10-26T01:30:00Z"));
        assertThat(timing.after(at("2026-03-28T12:00:00Z"))).isEqualTo(at("2026-03-29T01:30:00Z"));
        assertThat(timing.after(at("2026-03-29T01:30:00Z"))).isEqualTo(at("2026-03-30T00:30:00Z"));
    }

    @Test
    void whatTicksInEveryHourTicksInThoseThatTheClockShowsTwice() {
        Timing timing = Timing.cron("*/30 * * * *", BERLIN);

        assertThat(timing.after(at("2026-10-25T00:30:00Z"))).isEqualTo(at("2026-10-25T01:00:00Z"));
        assertThat(timing.after(at("2026-10-25T01:00:00Z"))).isEqualTo(at("2026-10-25T01:30:00Z"));
        assertThat(timing.after(at("2026-03-29T00:30:00Z"))).isEqualTo(at("2026-03-29T01:00:00Z"));
    }

    @Test
    void fiveFieldsAreThoseOfUnixAndSixBeginWithSeconds() {
        assertThat(Timing.cron("*/5 * * * *", ZoneOffset.UTC)).isEqualTo(Timing.cron("0 */5 * * * *", ZoneOffset.UTC));
    }

    @Test
    void intervalTicksAtTheSameMomentsOnEveryNode() {
        Timing timing = Timing.every(Duration.ofMinutes(5));

        assertThat(timing.after(at("2026-01-10T12:03:07Z"))).isEqualTo(at("2026-01-10T12:05:00Z"));
        assertThat(timing.after(at("2026-01-10T12:05:00Z"))).isEqualTo(at("2026-01-10T12:10:00Z"));
    }

    @Test
    void lastTickIsFoundHoweverFarBackItIs() {
        Instant from = at("2020-01-01T00:00:00Z");
        Instant to = at("2026-01-10T12:03:07Z");

        assertThat(Timing.every(Duration.ofMinutes(5)).last(from, to)).contains(at("2026-01-10T12:00:00Z"));
        assertThat(Timing.cron("* * * * * *", ZoneOffset.UTC).last(from, to)).contains(to);
        assertThat(Timing.cron("0 0 1 5 *", ZoneOffset.UTC).last(from, to)).contains(at("2025-05-01T00:00:00Z"));
        assertThat(Timing.cron("0 0 1 5 *", ZoneOffset.UTC).last(at("2025-05-01T00:00:00Z"), to))
                .contains(at("2025-05-01T00:00:00Z"));
        assertThat(Timing.cron("0 0 1 5 *", ZoneOffset.UTC).last(at("2025-05-01T00:00:01Z"), to))
                .isEmpty();
    }

    @Test
    void whatIsNeverDueIsRefused() {
        assertThatThrownBy(() -> Timing.cron("0 0 30 2 *", ZoneOffset.UTC)).hasMessageContaining("never due");
        assertThatThrownBy(() -> Timing.cron("often", ZoneOffset.UTC)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Timing.every(Duration.ZERO)).hasMessageContaining("1 s or more");
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}

package dev.baton.internal.periodic;

import dev.baton.periodic.CatchUp;
import dev.baton.periodic.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is sent after a downtime of an hour, of a task that is due every ten minutes. */
class CatchUpTest {
    private static final Timing TIMING = Timing.every(Duration.ofMinutes(10));
    private static final Duration TOLERANCE = Duration.ofSeconds(60);
    private static final Instant NEXT = Instant.parse("2026-01-10T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-10T13:05:00Z");

    @Test
    void skipLeavesOutWhatWasMissed() {
        assertThat(due(CatchUp.SKIP, NOW)).isEqualTo(new Due(List.of(), at("13:10")));
    }

    @Test
    void skipSendsATickThatIsNotTooLate() {
        assertThat(due(CatchUp.SKIP, at("13:00").plusSeconds(59)))
                .isEqualTo(new Due(List.of(at("13:00")), at("13:10")));
    }

    @Test
    void onceSendsTheLastOne() {
        assertThat(due(CatchUp.ONCE, NOW)).isEqualTo(new Due(List.of(at("13:00")), at("13:10")));
    }

    @Test
    void allSendsEach() {
        assertThat(due(CatchUp.ALL, NOW))
                .isEqualTo(new Due(
                        List.of(
                                at("12:00"),
                                at("12:10"),
                                at("12:20"),
                                at("12:30"),
                                at("12:40"),
                                at("12:50"),
                                at("13:00")),
                        at("13:10")));
    }

    @Test
    void allSendsAThousandAtATimeAndTheOthersNext() {
        Due due = Due.of(CatchUp.ALL, TIMING, NEXT.minus(Duration.ofDays(30)), NOW, TOLERANCE);

        assertThat(due.ticks()).hasSize(1000);
        assertThat(due.next()).isBefore(NOW);
    }

    @Test
    void nothingIsSentBeforeItsTime() {
        for (CatchUp policy : CatchUp.values()) {
            assertThat(due(policy, NEXT.minusMillis(1))).isEqualTo(new Due(List.of(), NEXT));
        }
    }

    private static Due due(CatchUp policy, Instant now) {
        return Due.of(policy, TIMING, NEXT, now, TOLERANCE);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-10T" + time + ":00Z");
    }
}

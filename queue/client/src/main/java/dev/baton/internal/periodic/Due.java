package dev.baton.internal.periodic;

import dev.baton.periodic.CatchUp;
import dev.baton.periodic.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be sent.
 *
 * @param next the first tick that remains
 */
record Due(List<Instant> ticks, Instant next) {
    private static final int MOST_AT_ONCE = 1000;

    Due {
        ticks = List.copyOf(ticks);
    }

    /**
     * Returns what {@code catchUp} sends at {@code now}.
     *
     * @param next the first tick that has not been dealt with
     * @param tolerance how late a tick may be without counting as missed
     */
    static Due of(CatchUp catchUp, Timing timing, Instant next, Instant now, Duration tolerance) {
        if (next.isAfter(now)) {
            return new Due(List.of(), next);
        }
        if (catchUp == CatchUp.ALL) {
            return all(timing, next, now);
        }
        Instant from = catchUp == CatchUp.ONCE || next.isAfter(now.minus(tolerance)) ? next : now.minus(tolerance);
        Optional<Instant> last = timing.last(from, now);
        return new Due(last.stream().toList(), timing.after(now));
    }

    private static Due all(Timing timing, Instant next, Instant now) {
        List<Instant> ticks = new ArrayList<>();
        Instant tick = next;
        while (!tick.isAfter(now) && ticks.size() < MOST_AT_ONCE) {
            ticks.add(tick);
            tick = timing.after(tick);
        }
        return new Due(ticks, tick);
    }
}

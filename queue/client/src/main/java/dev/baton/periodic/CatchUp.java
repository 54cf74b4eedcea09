package dev.baton.periodic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of ticks that passed while no worker ran, or while the broker was away. */
public enum CatchUp {
    /** They are left out. */
    SKIP,
    /** The last of them is sent. */
    ONCE,
    /** Each is sent. */
    ALL;

    private static final int MOST_AT_ONCE = 1000;

    /**
     * Returns which ticks to send at {@code now}.
     *
     * @param next the first tick that has not been dealt with
     * @param tolerance how late a tick may be without counting as missed
     */
    Due due(Timing timing, Instant next, Instant now, Duration tolerance) {
        if (next.isAfter(now)) {
            return new Due(List.of(), next);
        }
        if (this == ALL) {
            return all(timing, next, now);
        }
        Instant from = this == ONCE || next.isAfter(now.minus(tolerance)) ? next : now.minus(tolerance);
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

    /**
     * What is to be sent.
     *
     * @param next the first tick that remains
     */
    record Due(List<Instant> ticks, Instant next) {
        Due {
            ticks = List.copyOf(ticks);
        }
    }
}

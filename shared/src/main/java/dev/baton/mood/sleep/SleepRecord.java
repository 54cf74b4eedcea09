package dev.baton.mood.sleep;

import java.time.Duration;
import java.time.LocalDateTime;

/**
 * A time asleep, by the clock of the person. Records may overlap, as those of two devices do.
 *
 * @param start like {@code 2026-01-30T23:15}, or with an offset from UTC: {@code 2026-01-30T23:15+01:00}
 * @param end likewise. Without offsets it may be up to an hour before the start, in the hour that a clock shows twice in autumn
 */
public record SleepRecord(String start, String end) {
    static final Duration LONGEST = Duration.ofHours(36);
    /** By how much clocks are set back. */
    static final Duration SET_BACK = Duration.ofHours(1);
    /** At these hours of the night the world's clocks are. */
    private static final int FIRST_HOUR = 23;

    private static final int LAST_HOUR = 3;

    public SleepRecord {
        if (start == null || end == null) {
            throw new IllegalArgumentException("a sleep record needs start and end");
        }
        ClockTime from = ClockTime.parse(start);
        ClockTime to = ClockTime.parse(end);
        if (!isSound(from, to)) {
            throw new IllegalArgumentException(
                    "must end after its start and within 36 hours, was " + start + " to " + end);
        }
    }

    private static boolean isSound(ClockTime from, ClockTime to) {
        if (from.offset() == null && to.offset() == null) {
            return isPossible(from.time(), to.time());
        }
        // One offset alone says nothing of the other time: the clock may have changed, or the person travelled.
        return from.offset() == null
                || to.offset() == null
                || isPossible(Duration.between(
                        from.time().atOffset(from.offset()), to.time().atOffset(to.offset())));
    }

    /** Takes both times by the clock alone. */
    public SleepRecord(LocalDateTime start, LocalDateTime end) {
        this(start.toString(), end.toString());
    }

    private static boolean isPossible(Duration length) {
        return !length.isNegative() && !length.isZero() && length.compareTo(LONGEST) <= 0;
    }

    private static boolean isPossible(LocalDateTime from, LocalDateTime to) {
        Duration length = Duration.between(from, to);
        return isPossible(length)
                || (length.isNegative() && mayBeShownTwice(from) && isPossible(length.plus(SET_BACK)));
    }

    /** Tells whether clocks somewhere in the world are set back to show {@code time} once more. */
    private static boolean mayBeShownTwice(LocalDateTime time) {
        return time.getHour() >= FIRST_HOUR || time.getHour() <= LAST_HOUR;
    }

    ClockTime begins() {
        return ClockTime.parse(start);
    }

    ClockTime ends() {
        return ClockTime.parse(end);
    }

    @Override
    public String toString() {
        return start + " to " + end;
    }
}

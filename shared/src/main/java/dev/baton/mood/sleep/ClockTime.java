package dev.baton.mood.sleep;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * What a person's clock showed.
 *
 * @param offset from UTC, where it was told
 */
record ClockTime(LocalDateTime time, @Nullable ZoneOffset offset) {
    /** Reads {@code 2026-01-30T23:15}, or the same with an offset: {@code 2026-01-30T23:15+01:00}. */
    static ClockTime parse(String text) {
        try {
            TemporalAccessor read =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return read instanceof OffsetDateTime known
                    ? new ClockTime(known.toLocalDateTime(), known.getOffset())
                    : new ClockTime((LocalDateTime) read, null);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "a time is like 2026-01-30T23:15 by the person's clock, or 2026-01-30T23:15+01:00, was " + text, e);
        }
    }
}

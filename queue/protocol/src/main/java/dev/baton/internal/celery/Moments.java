package dev.baton.internal.celery;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/** Moments as Python writes them. */
public final class Moments {
    private static final int MICROS = 6;

    private Moments() {}

    /** Returns {@code moment} as Python writes it: in microseconds, which is all that it reads, with an offset and not with a Z. */
    public static String write(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MICROS).toString().replace("Z", "+00:00");
    }

    /** Returns {@code moment} in seconds since 1970, to the microsecond. */
    public static BigDecimal secondsOf(Instant moment) {
        // Unlike a double's, its digits need not be searched for.
        return BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, moment), MICROS);
    }

    /**
     * Returns the moment in {@code text}: ISO 8601, with a space or a T before the time. One without an offset is in UTC, as in Celery.
     *
     * @throws DateTimeException if it is no moment
     */
    public static Instant parse(String text) {
        TemporalAccessor parsed = parsed(text);
        return parsed instanceof OffsetDateTime offset
                ? offset.toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }

    /**
     * Tells whether the moment in {@code text} has an offset.
     *
     * @throws DateTimeException where it is none
     */
    static boolean hasOffset(String text) {
        return parsed(text) instanceof OffsetDateTime;
    }

    private static TemporalAccessor parsed(String text) {
        return DateTimeFormatter.ISO_DATE_TIME.parseBest(
                text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
    }
}

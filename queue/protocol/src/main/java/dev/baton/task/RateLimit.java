package dev.baton.task;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many tasks of one type may begin in a time, on all workers together. They begin evenly spaced.
 *
 * @param interval from one to the next; zero for no limit
 */
public record RateLimit(Duration interval) {
    public static final RateLimit NONE = new RateLimit(Duration.ZERO);

    private static final Pattern NOTATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(?:/([smh]))?");
    private static final Map<String, Duration> UNITS =
            Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

    public RateLimit {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("the interval of a rate limit must not be negative, was " + interval);
        }
    }

    /**
     * Returns the limit in Celery's notation: {@code 10/s}, {@code 10/m}, {@code 10/h}, or a number a second; 0 is no limit.
     *
     * @throws IllegalArgumentException where it is no such text
     */
    public static RateLimit of(String text) {
        Matcher matcher = NOTATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a rate limit is a number, perhaps with /s, /m or /h, such as 10/m; was '" + text + "'");
        }
        double count = Double.parseDouble(matcher.group(1));
        Duration unit = UNITS.getOrDefault(matcher.group(2) == null ? "s" : matcher.group(2), Duration.ZERO);
        return count == 0 ? NONE : new RateLimit(Duration.ofNanos(Math.round(unit.toNanos() / count)));
    }

    /** Tells whether there is no limit. */
    public boolean isNone() {
        return interval.isZero();
    }
}

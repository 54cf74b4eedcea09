package dev.baton.workflow;

import dev.baton.internal.celery.Moments;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of options as Celery writes them. What it would not write is an {@link IllegalArgumentException}. */
final class OptionValues {
    private static final double MAX_SECONDS = 1e9;

    private OptionValues() {}

    static List<Object> listOf(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> elements ? new ArrayList<>(elements) : List.of(value);
    }

    static Integer number(String name, Object value) {
        if (value instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalArgumentException("the option '" + name + "' must be a number");
    }

    static @Nullable Duration limit(String name, Object value) {
        Duration limit = seconds(name, value);
        return limit.isZero() ? null : limit;
    }

    static Duration seconds(String name, Object value) {
        if (!(value instanceof Number number) || !(Math.abs(number.doubleValue()) <= MAX_SECONDS)) {
            throw new IllegalArgumentException("the option '" + name + "' must be a number of seconds");
        }
        return Duration.ofMillis(Math.round(number.doubleValue() * 1000));
    }

    static double toSeconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    /** ISO-8601 text, also in the form of kombu. */
    static Instant moment(String name, Object value) {
        Object text = value instanceof Map<?, ?> tagged && "datetime".equals(tagged.get("__type__"))
                ? tagged.get("__value__")
                : value;
        try {
            return Moments.parse(String.valueOf(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the option '" + name + "' must be a moment, was '" + text + "'", e);
        }
    }
}

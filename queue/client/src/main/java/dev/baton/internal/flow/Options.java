package dev.baton.internal.flow;

import dev.baton.internal.celery.Moments;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a signature is to be run, under Celery's own names: {@code task_id}, {@code queue}, {@code countdown}, {@code link} and so on.
 * What has no meaning here is kept for those to whom it is passed on.
 */
public record Options(Map<String, @Nullable Object> values) {
    public static final Options NONE = new Options(Map.of());

    private static final String GROUP = "group_id";
    private static final double MAX_SECONDS = 1e9;

    public Options {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns these options with {@code key} set. */
    public Options with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Options(more);
    }

    /** Returns these options with {@code value} in place of nothing, where there is nothing. */
    Options orElse(String key, @Nullable Object value) {
        return value == null || values.get(key) != null ? this : with(key, value);
    }

    /** Returns these options with {@code value} in place of what is there, unless it is null. */
    Options replaced(String key, @Nullable Object value) {
        return value == null ? this : with(key, value);
    }

    Options without(String... keys) {
        Map<String, @Nullable Object> fewer = new LinkedHashMap<>(values);
        fewer.keySet().removeAll(Arrays.asList(keys));
        return new Options(fewer);
    }

    /** Returns these options and {@code other}'s, which win, except that a task stays in the group that it is in. */
    Options merged(Options other) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        other.values.forEach((key, value) -> {
            boolean staysInItsGroup = key.equals(GROUP) && all.get(GROUP) != null;
            if (value != null && !staysInItsGroup) {
                all.put(key, value);
            }
        });
        return new Options(all);
    }

    /** Returns these options with one more element in the list {@code key}, unless it is there. */
    Options appended(String key, Object element) {
        List<Object> elements = new ArrayList<>(list(key));
        if (!elements.contains(element)) {
            elements.add(element);
        }
        return with(key, elements);
    }

    public @Nullable Object get(String key) {
        return values.get(key);
    }

    public @Nullable String text(String key) {
        Object value = values.get(key);
        return value == null ? null : value.toString();
    }

    /** The elements of a list; Celery also takes a single one for a list. */
    public List<Object> list(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> elements ? new ArrayList<>(elements) : List.of(value);
    }

    public @Nullable Integer integer(String key) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalArgumentException("the option '" + key + "' must be a number");
    }

    boolean isTrue(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    /** A number of seconds, of which none and zero are no limit. */
    @Nullable
    Duration limit(String key) {
        Duration limit = seconds(key);
        return limit == null || limit.isZero() ? null : limit;
    }

    private @Nullable Duration seconds(String key) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number) || !(Math.abs(number.doubleValue()) <= MAX_SECONDS)) {
            throw new IllegalArgumentException("the option '" + key + "' must be a number of seconds");
        }
        return Duration.ofMillis(Math.round(number.doubleValue() * 1000));
    }

    /** A moment as ISO-8601 text, also in the form of kombu, or as seconds from {@code now}. */
    Optional<Instant> moment(String key, Instant now) {
        Object value = values.get(key);
        if (value instanceof Map<?, ?> tagged && "datetime".equals(tagged.get("__type__"))) {
            return Optional.of(parsed(key, String.valueOf(tagged.get("__value__"))));
        }
        if (value instanceof String text) {
            return Optional.of(parsed(key, text));
        }
        return Optional.ofNullable(seconds(key)).map(now::plus);
    }

    private static Instant parsed(String key, String text) {
        try {
            return Moments.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the option '" + key + "' must be a moment, was '" + text + "'", e);
        }
    }
}

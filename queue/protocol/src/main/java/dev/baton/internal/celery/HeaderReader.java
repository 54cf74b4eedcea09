package dev.baton.internal.celery;

import dev.baton.task.TaskId;
import dev.baton.task.TimeLimits;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the headers of a message that may come from anybody, and says which one is wrong. */
final class HeaderReader {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_LIMIT = 100_000_000;
    // Python's years; a database knows few more.
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final Map<String, @Nullable Object> headers;
    private final @Nullable TaskId id;
    // Under which its sender waits for an answer, even if it is no task.
    private final @Nullable TaskId claimed;

    HeaderReader(CeleryMessage message) {
        this.headers = message.headers();
        this.id = legibleId(headers.get("id"));
        this.claimed = id == null ? legibleId(message.correlationId()) : id;
    }

    private static @Nullable TaskId legibleId(@Nullable Object value) {
        try {
            return value instanceof String text ? new TaskId(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    TaskId id() {
        if (id == null) {
            Object sent = headers.get("id");
            throw new MalformedMessageException(
                    sent == null
                            ? "the header 'id' is missing"
                            : "the header 'id' is no task id: it must be " + TaskId.FORM,
                    claimed);
        }
        return id;
    }

    /** What is nested deeper could not be written again, and no client means it. */
    void requireShallow() {
        headers.forEach((name, value) -> {
            if (isDeeper(value, MAX_DEPTH)) {
                throw malformed("the header '" + name + "' is nested deeper than " + MAX_DEPTH + " levels");
            }
        });
    }

    private static boolean isDeeper(@Nullable Object value, int levels) {
        Collection<?> inside =
                value instanceof Map<?, ?> map ? map.values() : value instanceof List<?> list ? list : List.of();
        return levels < 0 || inside.stream().anyMatch(item -> isDeeper(item, levels - 1));
    }

    /** The first task of the tree: this one, unless another is named legibly. */
    TaskId root() {
        TaskId root = legibleId(headers.get("root_id"));
        return root == null ? id() : root;
    }

    String task() {
        String task = text("task");
        if (task == null || task.isBlank()) {
            throw malformed("the header 'task' is missing");
        }
        return task;
    }

    @Nullable
    String text(String name) {
        Object value = headers.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw malformed("the header '" + name + "' must be text");
    }

    int number(String name, int whenAbsent) {
        Object value = headers.get(name);
        if (value == null) {
            return whenAbsent;
        }
        // Shortened to an int it could count from anywhere.
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw malformed("the header '" + name + "' must be a number from 0 to " + Integer.MAX_VALUE);
    }

    /** Reads ISO-8601 as Python writes it: with an offset, with Z, or without either, which means UTC. */
    @Nullable
    Instant moment(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            if (Boolean.FALSE.equals(headers.get(FirstProtocol.UTC)) && !Moments.hasOffset(text)) {
                throw malformed("the header '" + name + "' must have an offset, since the message is not in UTC");
            }
            Instant moment = Moments.parse(text);
            if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
                throw malformed("the header '" + name + "' must be in the years 1 to 9999, was '" + text + "'");
            }
            return moment;
        } catch (DateTimeException e) {
            throw malformed("the header '" + name + "' must be an ISO-8601 date and time, was '" + text + "'");
        }
    }

    /** Celery sends {@code [hard, soft]}, in seconds or null each; as there, 0 is no limit. */
    TimeLimits timeLimits() {
        Object value = headers.get("timelimit");
        if (value == null) {
            return TimeLimits.NONE;
        }
        if (!(value instanceof List<?> pair) || pair.size() != 2) {
            throw malformed("the header 'timelimit' must be a pair");
        }
        return new TimeLimits(seconds(pair.get(1)), seconds(pair.get(0)));
    }

    /** Returns the stamps of a task: those that {@code stamped_headers} names. What is none is passed over, as Celery does. */
    static Map<String, Object> stampsIn(Map<String, @Nullable Object> headers) {
        Map<String, Object> stamps = new LinkedHashMap<>();
        if (headers.get("stamped_headers") instanceof List<?> names && headers.get("stamps") instanceof Map<?, ?> all) {
            for (Object name : names) {
                // Maps that the broker's client or Jackson makes have no null keys, and some refuse to be asked for
                // one.
                Object value = name == null ? null : all.get(name);
                if (value != null) {
                    stamps.put(String.valueOf(name), value);
                }
            }
        }
        return stamps;
    }

    private @Nullable Duration seconds(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number) || !(number.doubleValue() >= 0) || number.doubleValue() > MAX_LIMIT) {
            throw malformed("the header 'timelimit' must hold seconds from 0 to " + MAX_LIMIT + " or nulls");
        }
        long millis = Math.round(number.doubleValue() * 1000);
        return millis == 0 ? null : Duration.ofMillis(millis);
    }

    private MalformedMessageException malformed(String message) {
        return new MalformedMessageException(message, claimed);
    }
}

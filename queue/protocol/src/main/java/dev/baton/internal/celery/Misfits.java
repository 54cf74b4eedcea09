package dev.baton.internal.celery;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a value in the words of whoever sent it, who need not know Java. */
final class Misfits {
    private static final int MAX_SHOWN = 60;
    private static final Map<Class<?>, String> KINDS = Stream.of(
                    of("a whole number", int.class, Integer.class, long.class, Long.class, short.class, Short.class),
                    of("a whole number", byte.class, Byte.class, BigInteger.class),
                    of("a number", double.class, Double.class, float.class, Float.class, BigDecimal.class),
                    of("true or false", boolean.class, Boolean.class),
                    of("a text", String.class, CharSequence.class),
                    of("one character", char.class, Character.class),
                    of("bytes in Base64", byte[].class),
                    of("a UUID", UUID.class),
                    of("a moment such as 2026-01-01T00:00:00Z", Instant.class, OffsetDateTime.class),
                    of("a moment such as 2026-01-01T00:00:00Z", ZonedDateTime.class, Date.class, Timestamp.class),
                    of("a date and time such as 2026-01-01T00:00:00", LocalDateTime.class),
                    of("a date such as 2026-01-01", LocalDate.class, java.sql.Date.class),
                    of("a time such as 12:30:00", LocalTime.class, java.sql.Time.class),
                    of("a time such as 12:30:00+01:00", OffsetTime.class),
                    of("a duration such as PT30S", Duration.class),
                    of("a time zone such as Europe/Berlin", ZoneId.class),
                    of("a URI", URI.class, URL.class))
            .flatMap(kinds -> kinds.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Misfits() {}

    /** Returns where in what was read the value lies that did not fit, as in {@code photo.size}; empty where nowhere. */
    static String placeOf(JacksonException e) {
        return e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    /** Returns why {@code e} was thrown when {@code whole} was read. */
    static String reasonOf(JacksonException e, @Nullable Object whole) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "is not known; there are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (isMissing(e.getPath(), whole)) {
            return "is missing";
        }
        if (isPredicate(e)) {
            return "must be " + kindOf(((MismatchedInputException) e).getTargetType()) + ", was "
                    + shown(valueAt(e.getPath(), whole));
        }
        Throwable root = e.getCause() == null ? e : e.getCause();
        return String.valueOf(
                root instanceof JacksonException jackson ? jackson.getOriginalMessage() : root.getMessage());
    }

    /** Tells whether the reason is what a value must be, or is not, and no sentence of its own. */
    static boolean isPredicate(JacksonException e) {
        return e instanceof UnrecognizedPropertyException
                || (e instanceof MismatchedInputException misfit && misfit.getTargetType() != null);
    }

    private static Map<Class<?>, String> of(String kind, Class<?>... types) {
        return Stream.of(types).collect(Collectors.toMap(type -> type, type -> kind));
    }

    private static String kindOf(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        return KINDS.getOrDefault(type, structureOf(type));
    }

    private static String structureOf(Class<?> type) {
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type.isRecord() || Map.class.isAssignableFrom(type)) {
            return "an object";
        }
        String name = type.getSimpleName();
        return ("AEIOU".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
    }

    private static boolean isMissing(List<JacksonException.Reference> path, @Nullable Object whole) {
        int last = path.size() - 1;
        return last >= 0
                && valueAt(path.subList(0, last), whole) instanceof Map<?, ?> object
                && !object.containsKey(path.get(last).getPropertyName());
    }

    private static @Nullable Object valueAt(List<JacksonException.Reference> path, @Nullable Object whole) {
        Object value = whole;
        for (JacksonException.Reference step : path) {
            if (value instanceof Map<?, ?> object) {
                value = object.get(step.getPropertyName());
            } else if (value instanceof List<?> list && step.getIndex() >= 0 && step.getIndex() < list.size()) {
                value = list.get(step.getIndex());
            } else {
                return value;
            }
        }
        return value;
    }

    private static String shown(@Nullable Object value) {
        String json = value == null ? "null" : Json.write(value);
        return json.length() <= MAX_SHOWN ? json : json.substring(0, MAX_SHOWN) + "…";
    }
}

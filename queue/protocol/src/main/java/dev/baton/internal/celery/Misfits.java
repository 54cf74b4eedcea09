package dev.baton.internal.celery;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a value in the words of whoever sent it, who need not know Java. */
final class Misfits {
    private static final int MAX_SHOWN = 60;
    private static final Set<Class<?>> WHOLE = Set.of(
            int.class,
            Integer.class,
            long.class,
            Long.class,
            short.class,
            Short.class,
            byte.class,
            Byte.class,
            BigInteger.class);
    private static final Set<Class<?>> FRACTIONAL =
            Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);

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
        if (e instanceof MismatchedInputException misfit && misfit.getTargetType() != null) {
            return "must be " + kindOf(misfit.getTargetType()) + ", was " + shown(valueAt(e.getPath(), whole));
        }
        Throwable root = e.getCause() == null ? e : e.getCause();
        return String.valueOf(
                root instanceof JacksonException jackson ? jackson.getOriginalMessage() : root.getMessage());
    }

    private static String kindOf(Class<?> type) {
        if (WHOLE.contains(type)) {
            return "a whole number";
        }
        if (FRACTIONAL.contains(type)) {
            return "a number";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        return Map.of(
                        boolean.class,
                        "true or false",
                        Boolean.class,
                        "true or false",
                        String.class,
                        "a text",
                        UUID.class,
                        "a UUID")
                .getOrDefault(type, structureOf(type));
    }

    private static String structureOf(Class<?> type) {
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "a " + type.getSimpleName();
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

package dev.baton.internal.celery.kombu;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads kombu's extension of JSON: {@code {"__type__": T, "__value__": V}} for the Python types that JSON lacks. */
public final class KombuTypes {
    static final String TYPE = "__type__";
    static final String VALUE = "__value__";

    private static final Set<String> TAGGED = Set.of(TYPE, VALUE);
    private static final Map<String, Function<Object, Object>> DECODERS = Map.of(
            "datetime", KombuTypes::dateTime,
            "date", value -> LocalDate.parse(value.toString().substring(0, 10)),
            "time", KombuTypes::time,
            "decimal", value -> new BigDecimal(value.toString()),
            "uuid", KombuTypes::uuid,
            "bytes", value -> value.toString().getBytes(StandardCharsets.UTF_8),
            "base64", value -> Base64.getDecoder().decode(value.toString()));

    private KombuTypes() {}

    /**
     * Returns {@code value} with every tagged value in it replaced by the Java value that it stands for.
     *
     * @throws IllegalArgumentException naming the type that is unknown, or the value that is none of its type
     */
    public static @Nullable Object decode(@Nullable Object value) {
        return decode(value, KombuTypes::decoded);
    }

    /** Returns the same of what cannot be refused: a tagged value that no Java value stands for stays as it is. */
    public static @Nullable Object decodeKnown(@Nullable Object value) {
        return decode(value, tagged -> {
            try {
                return decoded(tagged);
            } catch (IllegalArgumentException e) {
                return tagged;
            }
        });
    }

    private static @Nullable Object decode(@Nullable Object value, UnaryOperator<Object> ofTagged) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> decoded = new ArrayList<>();
            list.forEach(item -> decoded.add(decode(item, ofTagged)));
            return decoded;
        }
        if (value instanceof Map<?, ?> map) {
            // As kombu does: what has other fields, too, is an object like any other.
            return map.keySet().equals(TAGGED) ? ofTagged.apply(map) : entries(map, ofTagged);
        }
        return value;
    }

    private static Map<String, @Nullable Object> entries(Map<?, ?> map, UnaryOperator<Object> ofTagged) {
        Map<String, @Nullable Object> decoded = new LinkedHashMap<>();
        map.forEach((key, item) -> decoded.put(String.valueOf(key), decode(item, ofTagged)));
        return decoded;
    }

    private static Object decoded(Object tagged) {
        Map<?, ?> map = (Map<?, ?>) tagged;
        String type = String.valueOf(map.get(TYPE));
        Function<Object, Object> decoder = DECODERS.get(type);
        Object value = map.get(VALUE);
        if (decoder == null || value == null) {
            throw new IllegalArgumentException("a value of the unknown type '" + type + "'");
        }
        try {
            return decoder.apply(value);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("'" + value + "', which is no " + type, e);
        }
    }

    private static Object dateTime(Object value) {
        return DateTimeFormatter.ISO_DATE_TIME.parseBest(value.toString(), OffsetDateTime::from, LocalDateTime::from);
    }

    private static Object time(Object value) {
        return DateTimeFormatter.ISO_TIME.parseBest(value.toString(), OffsetTime::from, LocalTime::from);
    }

    private static Object uuid(Object value) {
        String hex = value instanceof Map<?, ?> map ? String.valueOf(map.get("hex")) : value.toString();
        return UUID.fromString(
                hex.replace("-", "").replaceFirst("^(.{8})(.{4})(.{4})(.{4})(.{12})$", "$1-$2-$3-$4-$5"));
    }
}

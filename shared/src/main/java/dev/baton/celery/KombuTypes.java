package dev.baton.celery;

import dev.baton.task.TaskId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Kombu's extension of JSON: {@code {"__type__": T, "__value__": V}} for the Python types that JSON lacks. */
final class KombuTypes {
    private static final Map<String, Function<Object, Object>> DECODERS = Map.of(
            "datetime", KombuTypes::dateTime,
            "date", value -> LocalDate.parse(value.toString().substring(0, 10)),
            "time", value -> LocalTime.parse(value.toString()),
            "decimal", value -> new BigDecimal(value.toString()),
            "uuid", KombuTypes::uuid,
            "bytes", value -> value.toString().getBytes(StandardCharsets.UTF_8),
            "base64", value -> Base64.getDecoder().decode(value.toString()));

    private KombuTypes() {}

    /** Returns {@code value} with every tagged value in it replaced by the Java value it stands for. */
    static @Nullable Object decode(@Nullable Object value, TaskId id) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> decoded = new ArrayList<>();
            list.forEach(item -> decoded.add(decode(item, id)));
            return decoded;
        }
        if (value instanceof Map<?, ?> map) {
            return map.containsKey("__type__") ? tagged(map, id) : entries(map, id);
        }
        return value;
    }

    private static Map<String, @Nullable Object> entries(Map<?, ?> map, TaskId id) {
        Map<String, @Nullable Object> decoded = new LinkedHashMap<>();
        map.forEach((key, item) -> decoded.put(String.valueOf(key), decode(item, id)));
        return decoded;
    }

    private static Object tagged(Map<?, ?> map, TaskId id) {
        String type = String.valueOf(map.get("__type__"));
        Function<Object, Object> decoder = DECODERS.get(type);
        Object value = map.get("__value__");
        if (decoder == null || value == null) {
            throw new MalformedMessageException("the body holds a value of the unknown type '" + type + "'", id);
        }
        try {
            return decoder.apply(value);
        } catch (RuntimeException e) {
            throw new MalformedMessageException("the body holds '" + value + "', which is no " + type, id);
        }
    }

    private static Object dateTime(Object value) {
        return DateTimeFormatter.ISO_DATE_TIME.parseBest(value.toString(), OffsetDateTime::from, LocalDateTime::from);
    }

    private static Object uuid(Object value) {
        String hex = value instanceof Map<?, ?> map ? String.valueOf(map.get("hex")) : value.toString();
        return UUID.fromString(
                hex.replace("-", "").replaceFirst("^(.{8})(.{4})(.{4})(.{4})(.{12})$", "$1-$2-$3-$4-$5"));
    }
}

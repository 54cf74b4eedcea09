package dev.baton.internal.celery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Baton's own JSON: snake_case names, absent instead of null, ISO-8601 times. What tasks are given and give is in {@link TaskJson}'s. Safe
 * for use by many threads.
 */
public final class Json {
    static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final PropertyNamingStrategies.SnakeCaseStrategy NAMES =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(inclusion -> inclusion
                    .withValueInclusion(JsonInclude.Include.NON_NULL)
                    .withContentInclusion(JsonInclude.Include.ALWAYS))
            // Python writes NaN and Infinity, which JSON does not know.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            // A moment keeps the offset that its sender gave it.
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .build();

    private Json() {}

    /** Returns the JSON name of the record component {@code component}. */
    static String nameOf(String component) {
        return NAMES.nameForField(null, null, component);
    }

    static JsonMapper mapper() {
        return MAPPER;
    }

    /** Returns {@code value} as one line of JSON. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Returns {@code json} as a {@code type}.
     *
     * @throws IllegalArgumentException where it is no such thing
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Returns the object that {@code json} is. */
    public static Map<String, Object> readObject(String json) {
        return MAPPER.readValue(json, OBJECT);
    }

    /** Returns the object that {@code json} is, none of whose objects has two fields of one name. */
    public static Map<String, Object> readObjectWithoutDuplicates(String json) {
        return MAPPER.readerFor(OBJECT)
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .readValue(json);
    }

    /** Returns {@code value}, whose shape is that of {@code type}, as a {@code type}: for stored outputs. */
    public static <T> T convert(Object value, Class<T> type) {
        return MAPPER.convertValue(value, type);
    }
}

package dev.baton.internal.celery;

import dev.baton.internal.celery.kombu.KombuModule;
import dev.baton.internal.celery.kombu.KombuTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of what tasks are given and give, as kombu writes it: with tags for the types that JSON lacks, and bare {@code NaN} and
 * {@code Infinity}. Safe for use by many threads.
 */
public final class TaskJson {
    private static final JsonMapper MAPPER = Json.mapper()
            .rebuild()
            .addModule(new KombuModule())
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();
    private static final Set<Class<?>> PLAIN =
            Set.of(String.class, Boolean.class, Integer.class, Long.class, Double.class);

    private TaskJson() {}

    /** Returns {@code value} as one line of JSON. */
    public static String write(@Nullable Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Returns {@code value} as what JSON knows: text, numbers, truth values, lists and maps, among them tagged ones.
     *
     * @throws JacksonException where it cannot be written
     */
    public static Object plain(Object value) {
        return PLAIN.contains(value.getClass()) ? value : MAPPER.convertValue(value, Object.class);
    }

    /** Returns the fields of {@code input} by their names, with the Java values that Python's types are read as. */
    static Map<String, @Nullable Object> fields(Record input) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        MAPPER.convertValue(input, Json.OBJECT).forEach((name, value) -> fields.put(name, KombuTypes.decode(value)));
        return fields;
    }
}

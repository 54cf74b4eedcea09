package dev.baton.internal.celery;

import dev.baton.internal.celery.kombu.Compression;
import dev.baton.internal.celery.kombu.KombuTypes;
import dev.baton.task.TaskId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads a message's body: JSON, perhaps compressed, {@code [args, kwargs, embed]}. */
final class BodyCodec {
    static final String CONTENT_TYPE = "application/json";

    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final @Nullable TaskId id;

    /** Makes a codec that says of malformed messages that they have the id {@code id}. */
    BodyCodec(@Nullable TaskId id) {
        this.id = id;
    }

    /** Returns three elements: a list, a map, and a map or null, which holds JSON as it came, to be sent on. */
    List<@Nullable Object> decode(CeleryMessage message) {
        requireJson(message);
        Object body = parse(decompress(message));
        if (!(body instanceof List<?> parts) || parts.size() != 3) {
            throw malformed("the body must be an array of three: args, kwargs, embed");
        }
        if (!(parts.get(0) instanceof List<?>) || !(parts.get(1) instanceof Map<?, ?>)) {
            throw malformed("the body's args must be an array and its kwargs an object");
        }
        if (parts.get(2) != null && !(parts.get(2) instanceof Map<?, ?>)) {
            throw malformed("the body's embed must be an object or null");
        }
        return Collections.unmodifiableList(Arrays.asList(typed(parts.get(0)), typed(parts.get(1)), parts.get(2)));
    }

    private @Nullable Object typed(@Nullable Object value) {
        try {
            return KombuTypes.decode(value);
        } catch (IllegalArgumentException e) {
            throw malformed("the body holds " + e.getMessage());
        }
    }

    /** Returns the third element as far as it is legible, or nothing. */
    static @Nullable Object embed(CeleryMessage message) {
        return legible(message).orElse(null) instanceof List<?> parts && parts.size() == 3 ? parts.get(2) : null;
    }

    /** Returns what the body of {@code message} is, whether or not it is a task's; nothing where it is no JSON. */
    static Optional<Object> legible(CeleryMessage message) {
        BodyCodec codec = new BodyCodec(null);
        try {
            return Optional.ofNullable(codec.parse(codec.decompress(message)));
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }

    /** Kombu does not look at the content encoding of JSON either: it is UTF-8. */
    private void requireJson(CeleryMessage message) {
        String type = message.contentType();
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(CONTENT_TYPE)) {
            throw malformed("the content type must be " + CONTENT_TYPE + ", was " + type);
        }
    }

    private byte[] decompress(CeleryMessage message) {
        Object compression = message.headers().get("compression");
        if (compression == null) {
            return message.body();
        }
        try {
            return Compression.decompress(message.body(), compression, MAX_BYTES);
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Object parse(byte[] bytes) {
        try {
            return Json.mapper().readValue(bytes, Object.class);
        } catch (JacksonException e) {
            throw malformed("the body is not JSON: " + e.getOriginalMessage());
        }
    }

    private MalformedMessageException malformed(String message) {
        return new MalformedMessageException(message, id);
    }
}

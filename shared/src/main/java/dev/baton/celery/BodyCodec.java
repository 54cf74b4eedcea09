package dev.baton.celery;

import dev.baton.celery.kombu.KombuTypes;
import dev.baton.task.TaskId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads a message's body: JSON, perhaps compressed, {@code [args, kwargs, embed]}. */
final class BodyCodec {
    static final String CONTENT_TYPE = "application/json";

    // Celery names gzip but sends a zlib stream.
    private static final String COMPRESSED = "application/x-gzip";
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final TaskId id;

    BodyCodec(TaskId id) {
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
    @Nullable
    Object embed(CeleryMessage message) {
        try {
            return parse(decompress(message)) instanceof List<?> parts && parts.size() == 3 ? parts.get(2) : null;
        } catch (MalformedMessageException e) {
            return null;
        }
    }

    private void requireJson(CeleryMessage message) {
        String type = message.contentType();
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(CONTENT_TYPE)) {
            throw malformed("the content type must be " + CONTENT_TYPE + ", was " + type);
        }
        String encoding = message.contentEncoding();
        if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("utf-8")) {
            throw malformed("the content encoding must be utf-8, was " + encoding);
        }
    }

    private byte[] decompress(CeleryMessage message) {
        Object compression = message.headers().get("compression");
        if (compression == null) {
            return message.body();
        }
        if (!compression.equals(COMPRESSED)) {
            throw malformed("the compression must be " + COMPRESSED + " or none, was " + compression);
        }
        try (InflaterInputStream stream = new InflaterInputStream(new ByteArrayInputStream(message.body()))) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw malformed("the body inflates to more than " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw malformed("the body is not a zlib stream: " + e.getMessage());
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

package dev.baton.internal.celery;

import dev.baton.task.Mark;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message of Celery's protocol 2, free of any AMQP library.
 *
 * @param headers plain values: text, numbers, booleans, lists, maps and nulls
 * @param priority null where its sender gave none, which brokers tell from each number: to RabbitMQ 4.3 it is 4
 * @param expirationMillis how long the broker may keep it, or null for ever
 */
public record CeleryMessage(
        Map<String, @Nullable Object> headers,
        byte[] body,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        @Nullable String correlationId,
        @Nullable String replyTo,
        @Nullable Integer priority,
        @Nullable Long expirationMillis) {

    /** The header that names the gate through which the message came to its queue, and whose place it gives back. */
    public static final String GATE = "x-baton-gate";

    public CeleryMessage {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Returns what the task may be revoked by, beside its id. */
    public Set<Mark> marks() {
        return Mark.of(headers.get("group") instanceof String group ? group : null, HeaderReader.stampsIn(headers));
    }

    /** Returns the same message with {@code other} headers. */
    public CeleryMessage withHeaders(Map<String, @Nullable Object> other) {
        return with(other, body);
    }

    /** Returns the same message with {@code other} headers and another body. */
    CeleryMessage with(Map<String, @Nullable Object> other, byte[] otherBody) {
        return new CeleryMessage(
                other, otherBody, contentType, contentEncoding, correlationId, replyTo, priority, expirationMillis);
    }
}

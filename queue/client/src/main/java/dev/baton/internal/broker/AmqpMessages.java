package dev.baton.internal.broker;

import com.rabbitmq.client.AMQP;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.FirstProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;

/** Celery messages as AMQP messages and back. */
public final class AmqpMessages {
    private AmqpMessages() {}

    /**
     * Tells whether brokers add {@code header} to messages on their way. INVARIANT: Baton sends no message with such a header. In a new
     * message it would report deliveries and deaths of another.
     */
    public static boolean isBrokers(String header) {
        return header.equals("x-death")
                || header.startsWith("x-first-death-")
                || header.startsWith("x-last-death-")
                || header.equals("x-delivery-count")
                || header.equals("x-acquired-count");
    }

    /** Returns {@code message} as it is sent. */
    public static Message toAmqp(CeleryMessage message) {
        MessageProperties properties = new MessageProperties();
        if (message.contentType() != null) {
            properties.setContentType(message.contentType());
        }
        properties.setContentEncoding(message.contentEncoding());
        properties.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
        setPriority(properties, message.priority());
        properties.setCorrelationId(message.correlationId());
        properties.setReplyTo(message.replyTo());
        if (message.expirationMillis() != null) {
            properties.setExpiration(message.expirationMillis().toString());
        }
        message.headers().forEach((name, value) -> {
            if (!isBrokers(name)) {
                properties.getHeaders().put(name, HeaderValues.portable(value));
            }
        });
        return new Message(message.body(), properties);
    }

    /** Gives {@code properties} a priority, or none: Spring's are at 0 unless they are told. */
    // Spring takes null here and writes none, though its annotations do not say so.
    @SuppressWarnings("NullAway")
    public static void setPriority(MessageProperties properties, @Nullable Integer priority) {
        properties.setPriority(priority);
    }

    /** Returns what a worker received, as a message of the second protocol, with the client library's own types turned into plain ones. */
    public static CeleryMessage fromAmqp(Message message) {
        MessageProperties properties = message.getMessageProperties();
        CeleryMessage received = new CeleryMessage(
                plain(properties.getHeaders()),
                message.getBody(),
                properties.getContentType(),
                properties.getContentEncoding(),
                properties.getCorrelationId(),
                properties.getReplyTo(),
                properties.getPriority(),
                null);
        return FirstProtocol.toSecond(received);
    }

    /** Returns the same of what the client library gives. */
    public static CeleryMessage fromAmqp(AMQP.BasicProperties properties, byte[] body) {
        CeleryMessage received = new CeleryMessage(
                properties.getHeaders() == null ? Map.of() : plain(properties.getHeaders()),
                body,
                properties.getContentType(),
                properties.getContentEncoding(),
                properties.getCorrelationId(),
                properties.getReplyTo(),
                properties.getPriority(),
                null);
        return FirstProtocol.toSecond(received);
    }

    private static Map<String, @Nullable Object> plain(Map<?, ?> entries) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        entries.forEach((name, value) -> plain.put(String.valueOf(name), plain(value)));
        return plain;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> plain = new ArrayList<>();
            items.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        if (value instanceof Map<?, ?> entries) {
            return plain(entries);
        }
        return value.toString();
    }
}

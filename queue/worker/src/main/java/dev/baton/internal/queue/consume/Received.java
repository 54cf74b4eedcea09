package dev.baton.internal.queue.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import dev.baton.internal.broker.AmqpMessages;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.task.TaskId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.support.MessagePropertiesConverter;

/**
 * A delivery as the client library gives it: Spring's form of it would cost each task more than its own message does.
 *
 * @param queue where it came from
 */
public record Received(String queue, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
    private static final MessagePropertiesConverter CONVERTER = new ReceivedProperties();

    /** Returns the header, of one of the client library's types, or null. */
    @Nullable
    Object header(String name) {
        Map<String, Object> headers = properties.getHeaders();
        return headers == null ? null : headers.get(name);
    }

    /** Returns the id of its task, where that is legible. */
    public Optional<TaskId> id() {
        try {
            return Optional.ofNullable(header("id")).map(id -> new TaskId(id.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns how many times its task was tried before, 0 where that is not legible. */
    public int retries() {
        return header("retries") instanceof Number retries ? retries.intValue() : 0;
    }

    /** Tells whether the broker had delivered it before. */
    boolean isRepeated() {
        return envelope.isRedeliver();
    }

    CeleryMessage message() {
        return AmqpMessages.fromAmqp(properties, body);
    }

    /** Returns it as Spring sends it on. */
    Message forSpring() {
        return new Message(body, CONVERTER.toMessageProperties(properties, envelope, "UTF-8"));
    }
}

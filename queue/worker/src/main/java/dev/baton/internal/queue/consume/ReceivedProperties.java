package dev.baton.internal.queue.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import dev.baton.internal.broker.AmqpMessages;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;

/** Reads the properties of a message as they came: Spring's own gives one without a priority 0, which it then has where it is sent on. */
final class ReceivedProperties extends DefaultMessagePropertiesConverter {
    @Override
    public MessageProperties toMessageProperties(
            AMQP.BasicProperties source, @Nullable Envelope envelope, String charset) {
        MessageProperties properties = super.toMessageProperties(source, envelope, charset);
        AmqpMessages.setPriority(properties, source.getPriority());
        return properties;
    }
}

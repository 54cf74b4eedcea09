package dev.baton.internal.event;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpResourceNotAvailableException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.support.RabbitExceptionTranslator;

/**
 * The channel on which one thread tells of events. All else is published with confirms; an event may get lost, and nobody need wait for
 * the broker's answer to each message.
 */
final class EventChannel implements EventOutlet {
    /** Where events are published. */
    static final String EXCHANGE = "celeryev";

    private static final int NON_PERSISTENT = 1;

    private final ConnectionFactory connections;
    private final BasicProperties properties;
    private @Nullable Channel channel;

    EventChannel(ConnectionFactory connections, Node node) {
        this.connections = connections;
        this.properties = new BasicProperties.Builder()
                .contentType("application/json")
                .contentEncoding("utf-8")
                .deliveryMode(NON_PERSISTENT)
                .headers(Map.of("hostname", node.name()))
                .build();
    }

    @Override
    public void send(String routingKey, byte[] body) {
        try {
            open().basicPublish(EXCHANGE, routingKey, properties, body);
        } catch (IOException | ShutdownSignalException e) {
            throw RabbitExceptionTranslator.convertRabbitAccessException(e);
        }
    }

    /** Returns the channel, a new one where the broker has closed the last. */
    private Channel open() throws IOException {
        Channel last = channel;
        if (last != null && last.isOpen()) {
            return last;
        }
        // The factory's own channels are all confirmed.
        Channel opened = connections
                .createConnection()
                .getDelegate()
                .openChannel()
                .orElseThrow(() -> new AmqpResourceNotAvailableException("the connection has no channel left"));
        channel = opened;
        return opened;
    }
}

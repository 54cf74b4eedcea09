package dev.baton.internal.queue.consume;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/** Makes durable what was revoked while no worker was there. */
final class KeptCommands {
    private static final Logger log = LoggerFactory.getLogger(KeptCommands.class);

    private final ConnectionFactory connections;
    private final ControlListener listener;
    private final String queue;

    KeptCommands(ConnectionFactory connections, ControlListener listener, String queue) {
        this.connections = connections;
        this.listener = listener;
        this.queue = queue;
    }

    /** Returns once that is done; call it whenever the broker is there again, before tasks are taken. */
    synchronized void keep() {
        try {
            int kept = 0;
            // Not what publishes: a broker that is short of memory does not read from that.
            try (Channel channel = connections.createConnection().createChannel(false)) {
                for (GetResponse next = channel.basicGet(queue, false);
                        next != null;
                        next = channel.basicGet(queue, false)) {
                    listener.keep(new Message(next.getBody()));
                    channel.basicAck(next.getEnvelope().getDeliveryTag(), false);
                    kept++;
                }
            }
            log.debug("Commands that no worker had heard: {}", kept);
        } catch (AmqpException | IOException | TimeoutException | ShutdownSignalException e) {
            // Without them a worker cannot be steered, which must not keep it from its tasks.
            log.warn("The commands that no worker has heard cannot be looked at: {}", e.getMessage());
        }
    }
}

package dev.baton.queue.consume;

import com.rabbitmq.client.GetResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Makes durable what was revoked while no worker was there. */
final class KeptCommands {
    private static final Logger log = LoggerFactory.getLogger(KeptCommands.class);

    private final RabbitTemplate rabbit;
    private final ControlListener listener;
    private final String queue;

    KeptCommands(RabbitTemplate rabbit, ControlListener listener, String queue) {
        this.rabbit = rabbit;
        this.listener = listener;
        this.queue = queue;
    }

    /** Returns once that is done; call it whenever the broker is there again, before tasks are taken. */
    synchronized void keep() {
        try {
            Integer kept = rabbit.execute(channel -> {
                int count = 0;
                for (GetResponse next = channel.basicGet(queue, false);
                        next != null;
                        next = channel.basicGet(queue, false)) {
                    listener.keep(new Message(next.getBody()));
                    channel.basicAck(next.getEnvelope().getDeliveryTag(), false);
                    count++;
                }
                return count;
            });
            log.debug("Commands that no worker had heard: {}", kept);
        } catch (AmqpException e) {
            // Without them a worker cannot be steered, which must not keep it from its tasks.
            log.warn("The commands that no worker has heard cannot be looked at: {}", e.getMessage());
        }
    }
}

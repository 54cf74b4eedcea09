package dev.baton.queue.consume;

import com.rabbitmq.client.GetResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.SmartLifecycle;

/** Makes durable, before the first task is taken, what was revoked while no worker was there. */
final class KeptCommands implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(KeptCommands.class);

    private final RabbitTemplate rabbit;
    private final ControlListener listener;
    private final String queue;
    private volatile boolean running;

    KeptCommands(RabbitTemplate rabbit, ControlListener listener, String queue) {
        this.rabbit = rabbit;
        this.listener = listener;
        this.queue = queue;
    }

    @Override
    public void start() {
        running = true;
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
            // The consumers wait for the broker, too, and hear the commands then.
            log.warn("The commands that no worker has heard cannot be looked at yet: {}", e.getMessage());
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before all that consumes. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }
}

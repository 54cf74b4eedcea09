package dev.baton.queue.lifecycle;

import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.stereotype.Component;

/** Before the first connection to the broker a worker has no task, and may end at any moment. */
@Component
final class Beginning implements ConnectionListener {
    Beginning(ConnectionFactory broker) {
        broker.addConnectionListener(this);
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        CleanExit.begin();
    }
}

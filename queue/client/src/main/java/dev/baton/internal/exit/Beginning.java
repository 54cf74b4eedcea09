package dev.baton.internal.exit;

import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/** Before it has started and has a connection to the broker a process has neither tasks nor requests, and may end at any moment. */
final class Beginning implements ConnectionListener, ApplicationListener<ContextRefreshedEvent> {
    Beginning(ConnectionFactory broker) {
        broker.addConnectionListener(this);
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        ExitSignals.begin();
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        ExitSignals.begin();
    }
}

package dev.baton.internal.broker.delay;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/**
 * Removes the bindings that earlier versions of Baton made, once those that replace them are declared. Nobody else binds a queue to that
 * exchange: Celery binds its exchanges.
 */
final class FormerBindings implements ConnectionListener {
    private final List<Binding> former;
    private final AmqpAdmin admin;

    FormerBindings(List<Binding> former, AmqpAdmin admin) {
        this.former = former;
        this.admin = admin;
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        // What is not there is removed without a word.
        former.forEach(admin::removeBinding);
    }
}

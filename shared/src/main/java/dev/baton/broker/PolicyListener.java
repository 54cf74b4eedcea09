package dev.baton.broker;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/** Sets the queue policies each time a connection to the broker opens. */
final class PolicyListener implements ConnectionListener {
    private final List<TaskQueue> queues;
    private final Optional<QueuePolicies> policies;

    PolicyListener(List<TaskQueue> queues, Optional<QueuePolicies> policies) {
        this.queues = List.copyOf(queues);
        this.policies = policies;
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        policies.ifPresent(set -> set.apply(queues));
    }
}

package dev.baton.broker;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/** Sets the queue policies each time a connection to the broker opens. */
final class PolicyListener implements ConnectionListener {
    private final CopyOnWriteArrayList<TaskQueue> queues;
    private final Optional<QueuePolicies> policies;

    PolicyListener(List<TaskQueue> queues, Optional<QueuePolicies> policies) {
        this.queues = new CopyOnWriteArrayList<>(queues);
        this.policies = policies;
    }

    /** Sets the policy of {@code queue}, too, now and later. */
    void add(TaskQueue queue) {
        queues.addIfAbsent(queue);
        policies.ifPresent(set -> set.apply(List.of(queue)));
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        policies.ifPresent(set -> set.apply(queues));
    }
}

package dev.baton.internal.broker;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/** Declares queues of tasks, with all that belongs to each, whenever a connection opens: a broker may come back empty. */
public final class QueueDeclarer implements ConnectionListener {
    private final AmqpAdmin admin;
    private final CopyOnWriteArrayList<TaskQueue> queues;
    private final Optional<QueuePolicies> policies;

    QueueDeclarer(AmqpAdmin admin, List<TaskQueue> queues, Optional<QueuePolicies> policies) {
        this.admin = admin;
        this.queues = new CopyOnWriteArrayList<>(queues);
        this.policies = policies;
    }

    /** Declares {@code queue}, too, now and later. */
    public void declare(TaskQueue queue) {
        queues.addIfAbsent(queue);
        declareNow(queue);
    }

    /** Declares the queue named {@code name} again where it is one of these, or their dead letters'; returns whether it is. */
    boolean declareAgain(String name) {
        List<TaskQueue> gone = queues.stream()
                .filter(queue -> queue.name().equals(name) || queue.deadName().equals(name))
                .toList();
        gone.forEach(this::declareNow);
        return !gone.isEmpty();
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        queues.forEach(this::declareNow);
    }

    private void declareNow(TaskQueue queue) {
        admin.declareExchange(dead());
        for (Declarable declarable : declarables(queue)) {
            if (declarable instanceof Queue named) {
                admin.declareQueue(named);
            } else if (declarable instanceof Binding binding) {
                admin.declareBinding(binding);
            }
        }
        // Not before: a policy that is set while its queue is being declared can miss it, and setting the same again
        // changes nothing.
        policies.ifPresent(set -> set.apply(queue));
    }

    static DirectExchange dead() {
        return new DirectExchange(TaskQueue.DEAD_EXCHANGE, true, false);
    }

    static List<Declarable> declarables(TaskQueue queue) {
        Queue buried = QueueBuilder.durable(queue.deadName()).quorum().build();
        Binding binding = BindingBuilder.bind(buried).to(dead()).with(queue.name());
        Queue tasks = QueueBuilder.durable(queue.name()).quorum().build();
        // A Celery application may have made it a classic one; tasks can be taken from that, too.
        tasks.setIgnoreDeclarationExceptions(true);
        return List.of(tasks, buried, binding);
    }
}

package dev.baton.broker;

import java.util.List;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.core.RabbitAdmin;

/** Declares queues of tasks, with all that belongs to each, also while an application runs. */
public final class QueueDeclarer {
    private final AmqpAdmin admin;
    private final PolicyListener policies;

    QueueDeclarer(AmqpAdmin admin, PolicyListener policies) {
        this.admin = admin;
        this.policies = policies;
        if (admin instanceof RabbitAdmin rabbit) {
            // A broker may come back empty.
            rabbit.setRedeclareManualDeclarations(true);
        }
    }

    /** Declares {@code queue} now, and whenever a connection opens. */
    public void declare(TaskQueue queue) {
        admin.declareExchange(dead());
        for (Declarable declarable : declarables(queue)) {
            if (declarable instanceof Queue named) {
                admin.declareQueue(named);
            } else if (declarable instanceof Binding binding) {
                admin.declareBinding(binding);
            }
        }
        policies.add(queue);
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

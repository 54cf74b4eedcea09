package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.TaskQueues;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes what lies on the dead queues, unless {@code baton.worker.collect-dead-letters} is false. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "baton.worker.collect-dead-letters", matchIfMissing = true)
class DeadLetterConsumers {
    @Bean("batonDeadLetterContainer")
    DeadLetterContainer deadLetterContainer(
            QueueContainers containers, TaskQueues queues, DeadLetterListener listener) {
        return new DeadLetterContainer(containers, queues, listener);
    }
}

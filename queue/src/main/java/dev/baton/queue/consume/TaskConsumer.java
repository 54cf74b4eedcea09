package dev.baton.queue.consume;

import dev.baton.queue.execute.RunningTasks;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Starts consuming last and stops first. Stopping lets a running task finish within the drain timeout, then cancels it;
 * what has not ended goes back to the queue.
 */
final class TaskConsumer implements SmartLifecycle, HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(TaskConsumer.class);

    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);

    private final SimpleMessageListenerContainer container;
    private final RunningTasks running;

    TaskConsumer(SimpleMessageListenerContainer container, RunningTasks running) {
        this.container = container;
        this.running = running;
    }

    @Override
    public void start() {
        container.start();
        log.info("Ready: taking tasks from {}", String.join(", ", container.getQueueNames()));
    }

    @Override
    public void stop() {
        log.info("Stopping: no new tasks, letting the running ones finish");
        container.stop();
        running.handBackAll();
        if (!running.awaitNone(CANCEL_TIMEOUT)) {
            log.warn("A task cannot be cancelled; the broker gives it to another worker");
        }
        container.destroy();
        log.info("Stopped: every task has ended or was handed back");
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Health health() {
        return container.getActiveConsumerCount() > 0
                ? Health.up().build()
                : Health.down().withDetail("reason", "no consumer is connected").build();
    }
}

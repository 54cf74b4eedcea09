package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.broker.TaskQueues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.SmartLifecycle;

/** Consumes the dead queues of all queues that this process takes tasks from, or once took. */
final class DeadLetterContainer implements SmartLifecycle {
    private final QueueContainers containers;
    private final TaskQueues initial;
    private final MessageListener listener;
    private final Map<String, SimpleMessageListenerContainer> collecting = new LinkedHashMap<>();
    private boolean running;

    DeadLetterContainer(QueueContainers containers, TaskQueues initial, MessageListener listener) {
        this.containers = containers;
        this.initial = initial;
        this.listener = listener;
    }

    @Override
    public synchronized void start() {
        running = true;
        initial.all().forEach(this::add);
    }

    /** Collects those of {@code queue}, too, which is declared. */
    synchronized void add(TaskQueue queue) {
        if (running) {
            collecting.computeIfAbsent(queue.deadName(), this::started);
        }
    }

    private SimpleMessageListenerContainer started(String dead) {
        SimpleMessageListenerContainer container = containers.make(dead, 1, listener);
        container.afterPropertiesSet();
        container.start();
        return container;
    }

    @Override
    public synchronized void stop() {
        running = false;
        collecting.values().forEach(SimpleMessageListenerContainer::destroy);
        collecting.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}

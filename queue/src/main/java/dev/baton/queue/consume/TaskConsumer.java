package dev.baton.queue.consume;

import dev.baton.broker.QueueDeclarer;
import dev.baton.broker.TaskQueue;
import dev.baton.broker.TaskQueues;
import dev.baton.queue.WorkerSettings;
import dev.baton.queue.control.Intake;
import dev.baton.queue.execute.RunningTasks;
import dev.baton.queue.lifecycle.Recycling;
import dev.baton.queue.lifecycle.Shutdown;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Starts consuming last and stops first. Stopping lets running tasks finish within the drain timeout, then cancels them; what has
 * not ended goes back to its queue.
 */
final class TaskConsumer implements SmartLifecycle, HealthIndicator, Intake {
    private static final Logger log = LoggerFactory.getLogger(TaskConsumer.class);
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final TaskQueues initial;
    private final Duration drainTimeout;
    private final Slots slots;
    private final QueueDeclarer declarer;
    private final Containers make;
    private final Ends ends;
    private final Map<String, SimpleMessageListenerContainer> containers = new LinkedHashMap<>();
    private boolean running;
    private boolean taking;

    TaskConsumer(
            TaskQueues initial,
            WorkerSettings settings,
            Slots slots,
            QueueDeclarer declarer,
            Containers make,
            Ends ends) {
        this.initial = initial;
        this.drainTimeout = settings.drainTimeout();
        this.slots = slots;
        this.declarer = declarer;
        this.make = make;
        this.ends = ends;
    }

    /** Makes a container of a queue with so many consumers. */
    @FunctionalInterface
    interface Containers {
        SimpleMessageListenerContainer of(String queue, int consumers, TaskConsumer owner);
    }

    /** By what runs end, and the process. */
    record Ends(RunningTasks tasks, Shutdown shutdown) {}

    @Override
    public synchronized void start() {
        running = true;
        taking = true;
        initial.all().forEach(queue -> consume(queue.name()));
        log.info("Ready: taking tasks from {}", String.join(", ", containers.keySet()));
    }

    private void consume(String queue) {
        SimpleMessageListenerContainer container = make.of(queue, slots.size(), this);
        containers.put(queue, container);
        container.start();
    }

    @Override
    public synchronized List<String> queues() {
        return List.copyOf(containers.keySet());
    }

    @Override
    public synchronized void add(String queue) {
        TaskQueue named = new TaskQueue(queue);
        if (taking && !containers.containsKey(queue)) {
            declarer.declare(named);
            consume(queue);
            log.info("Taking tasks from {}, too", queue);
        }
    }

    @Override
    public synchronized boolean cancel(String queue) {
        SimpleMessageListenerContainer container = containers.remove(queue);
        if (container == null) {
            return false;
        }
        container.stop(() -> log.info("No longer taking tasks from {}", queue));
        return true;
    }

    @Override
    public int slots() {
        return slots.size();
    }

    @Override
    public synchronized void resize(int size) {
        log.info("Running {} tasks at a time", size);
        slots.resize(size);
        containers.values().forEach(container -> container.setConcurrentConsumers(size));
    }

    /** Starts again what has stopped although nobody told it to: a container gives up where it takes a failure to be final. */
    @Scheduled(fixedDelay = 1000)
    synchronized void revive() {
        if (taking) {
            containers.forEach((queue, container) -> {
                if (!container.isRunning()) {
                    log.warn("The consumers of {} had given up and begin anew", queue);
                    container.start();
                }
            });
        }
    }

    /** Makes room for a fresh process: takes no more tasks, finishes those that run, however long they take, and ends. */
    void recycle(String reason) {
        log.info("Making room for a fresh worker: {}", reason);
        slots.close();
        new Thread(this::finish, "recycling").start();
    }

    private void finish() {
        stopTaking();
        slots.awaitIdle(Duration.ofNanos(Long.MAX_VALUE));
        ends.shutdown().exit(Recycling.STATUS);
    }

    private synchronized void stopTaking() {
        taking = false;
        slots.close();
        containers.values().forEach(container -> container.stop(() -> {}));
    }

    @Override
    public void stop() {
        log.info("Stopping: no new tasks, letting the running ones finish");
        stopTaking();
        if (!isIdleWithin(drainTimeout)) {
            ends.tasks().handBackAll();
            if (!slots.awaitIdle(CANCEL_TIMEOUT)) {
                log.warn("A task cannot be cancelled; the broker gives it to another worker");
            }
        }
        log.info("Stopped: every task has ended or was handed back");
        ended();
    }

    private synchronized void ended() {
        running = false;
    }

    /** Waits for what runs, unless there is no more time for that. */
    private boolean isIdleWithin(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean isIdle = slots.awaitIdle(Duration.ZERO);
        while (!isIdle && System.nanoTime() < deadline && !ends.shutdown().isUrgent()) {
            isIdle = slots.awaitIdle(LOOK);
        }
        return isIdle;
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public synchronized Health health() {
        List<String> silent = containers.entrySet().stream()
                .filter(entry -> !taking || entry.getValue().getActiveConsumerCount() == 0)
                .map(Map.Entry::getKey)
                .toList();
        return taking && silent.isEmpty()
                ? Health.up().build()
                : Health.down()
                        .withDetail("reason", "no consumer is connected")
                        .withDetail("queues", silent)
                        .build();
    }
}

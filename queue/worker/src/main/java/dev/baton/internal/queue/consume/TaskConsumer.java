package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.QueueDeclarer;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.broker.TaskQueues;
import dev.baton.internal.queue.control.Intake;
import dev.baton.internal.queue.execute.RunningTasks;
import dev.baton.internal.queue.lifecycle.Recycling;
import dev.baton.internal.queue.lifecycle.Shutdown;
import dev.baton.internal.queue.lifecycle.WorkerSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Starts consuming last and stops first. Stopping lets running tasks finish within the drain timeout, then cancels them; what has
 * not ended goes back to its queue.
 */
final class TaskConsumer implements SmartLifecycle, HealthIndicator, Intake {
    private static final Logger log = LoggerFactory.getLogger(TaskConsumer.class);
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final TaskQueues initial;
    private final Duration drainTimeout;
    private final Slots slots;
    private final QueueDeclarer declarer;
    private final Consumers make;
    private final Ends ends;
    private final Map<String, QueueConsumer> consumers = new LinkedHashMap<>();
    private boolean running;
    private boolean taking;

    TaskConsumer(
            TaskQueues initial,
            WorkerSettings settings,
            Slots slots,
            QueueDeclarer declarer,
            Consumers make,
            Ends ends) {
        this.initial = initial;
        this.drainTimeout = settings.drainTimeout();
        this.slots = slots;
        this.declarer = declarer;
        this.make = make;
        this.ends = ends;
    }

    /** Makes the consumer of a queue. */
    @FunctionalInterface
    interface Consumers {
        QueueConsumer of(TaskQueue queue, TaskConsumer owner);
    }

    /** By what runs end, and the process. */
    record Ends(RunningTasks tasks, Shutdown shutdown) {}

    @Override
    public synchronized void start() {
        running = true;
        taking = true;
        initial.all().forEach(this::consume);
        log.info("Ready: taking tasks from {}", String.join(", ", consumers.keySet()));
    }

    private void consume(TaskQueue queue) {
        QueueConsumer consumer = make.of(queue, this);
        consumers.put(queue.name(), consumer);
        consumer.start();
    }

    @Override
    public synchronized List<String> queues() {
        return List.copyOf(consumers.keySet());
    }

    @Override
    public synchronized void add(String queue) {
        TaskQueue named = new TaskQueue(queue);
        if (taking && !consumers.containsKey(queue)) {
            declarer.declare(named);
            consume(named);
            log.info("Taking tasks from {}, too", queue);
        }
    }

    @Override
    public synchronized boolean cancel(String queue) {
        QueueConsumer consumer = consumers.remove(queue);
        if (consumer == null) {
            return false;
        }
        log.info("No longer taking tasks from {}", queue);
        consumer.cancel();
        return true;
    }

    @Override
    public List<Reserved> reserved() {
        return slots.waiting().stream()
                .filter(received -> received.header("id") != null && received.header("task") != null)
                .map(received ->
                        new Reserved(String.valueOf(received.header("id")), String.valueOf(received.header("task"))))
                .toList();
    }

    @Override
    public int slots() {
        return slots.size();
    }

    @Override
    public synchronized void resize(int size) {
        log.info("Running {} tasks at a time", size);
        slots.resize(size);
        consumers.values().forEach(consumer -> consumer.resize(size));
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
        consumers.values().forEach(QueueConsumer::cancel);
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
        awaitAnswers();
        log.info("Stopped: every task has ended or was handed back");
        ended();
    }

    /** Waits until the broker has been told of what has ended. */
    private void awaitAnswers() {
        List<QueueConsumer> all;
        synchronized (this) {
            all = List.copyOf(consumers.values());
        }
        all.forEach(consumer -> consumer.awaitEnd(ANSWER_TIMEOUT));
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
        List<String> silent = consumers.entrySet().stream()
                .filter(entry -> !taking || !entry.getValue().isConsuming())
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

package dev.baton.internal.queue.schedule;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.ledger.Sending;
import dev.baton.task.TaskId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Sends scheduled tasks when they are due. Every worker does; each task is sent by one of them. */
public final class Schedule implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Schedule.class);
    private static final int BATCH = 100;
    /** How late this worker learns of what others have scheduled. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ScheduledTasks tasks;
    private final TaskPublisher publisher;
    private final Clock clock;
    private final Counter stuck;
    private final Semaphore changed = new Semaphore(0);
    private volatile boolean running;

    Schedule(ScheduledTasks tasks, TaskPublisher publisher, Clock clock, MeterRegistry meters) {
        this.tasks = tasks;
        this.publisher = publisher;
        this.clock = clock;
        this.stuck = Counter.builder("baton.tasks.stuck")
                .description("Attempts to send a due task that the broker refuses")
                .register(meters);
    }

    /** Has {@code task} wait; it does even when this process ends. */
    public void add(ScheduledTask task) {
        tasks.add(task);
        wake();
    }

    /** Tells whether {@code id} was scheduled for an attempt after {@code attempt}. */
    public boolean isSuperseded(TaskId id, int attempt) {
        return tasks.isSuperseded(id, attempt);
    }

    /** Has {@code task} wait for its turn, also where it has waited before. */
    public void addWithTurn(ScheduledTask task) {
        tasks.addWithTurn(task);
        changed.release();
    }

    /** Looks for tasks that are due at once. */
    public void wake() {
        changed.release();
    }

    @Override
    public void start() {
        running = true;
        Thread thread = new Thread(this::run, "schedule");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (running) {
            Duration pause = LOOK;
            try {
                pause = sendDue() ? Duration.ZERO : untilNext();
            } catch (DataAccessException | TransactionException e) {
                log.debug("The schedule cannot be looked at", e);
            } catch (RuntimeException e) {
                log.error("Tasks that are due could not be sent", e);
            }
            await(pause);
        }
    }

    /** Sends tasks that are due, and returns whether more may be. */
    public boolean sendDue() {
        return tasks.sendDue(BATCH, this::send) == BATCH;
    }

    private Sending send(List<ScheduledTask> due) {
        Sending sending = publisher.publishDue(due);
        stuck.increment(sending.stuck().size());
        return sending;
    }

    private Duration untilNext() {
        Instant now = clock.instant();
        Duration next = tasks.nextDue().map(due -> Duration.between(now, due)).orElse(LOOK);
        return next.compareTo(LOOK) < 0 ? next : LOOK;
    }

    private void await(Duration pause) {
        try {
            if (changed.tryAcquire(Math.max(0, pause.toMillis()), TimeUnit.MILLISECONDS)) {
                changed.drainPermits();
            }
        } catch (InterruptedException e) {
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        changed.release();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

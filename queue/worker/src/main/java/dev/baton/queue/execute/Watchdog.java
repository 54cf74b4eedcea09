package dev.baton.queue.execute;

import dev.baton.queue.events.WorkerEvents;
import dev.baton.queue.settle.Call;
import dev.baton.queue.settle.DatabaseRecords;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TimeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Keeps runs within their time limits. After the soft one the run is told to end. After the hard one the task has failed, and the
 * process ends: native code that does not listen can be stopped in no other way.
 */
@Component
final class Watchdog implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
    private static final int HALTED = 98;

    private final DatabaseRecords records;
    private final WorkerEvents events;
    private final Handlers handlers;
    private final ScheduledThreadPoolExecutor timer;

    Watchdog(DatabaseRecords records, WorkerEvents events, Handlers handlers) {
        this.records = records;
        this.events = events;
        this.handlers = handlers;
        // Two, so that a soft limit is kept while a hard one waits for a database that is away.
        timer = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "watchdog");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Returns how long a run may take: as its message says, and else its type. */
    TimeLimits limitsOf(Call<?> call) {
        return call.request().conditions().limits().orElse(handlers.limitsOf(call.handler()));
    }

    /** Watches {@code run} until the returned watch is closed. */
    Watch watch(Run run, TimeLimits limits) {
        Watch watch = new Watch();
        Duration soft = limits.soft();
        if (soft != null) {
            watch.after(soft, () -> run.stop(StopReason.SOFT_LIMIT));
        }
        Duration hard = limits.hard();
        if (hard != null) {
            watch.after(hard, () -> end(run, hard));
        }
        return watch;
    }

    private void end(Run run, Duration limit) {
        String message = "the hard time limit of " + limit.toMillis() / 1000.0 + " s has passed";
        log.error("{} {} is given up and this process ends: {}", run.request().task(), run.id(), message);
        try {
            TaskFailure failure = new TaskFailure("TimeLimitExceeded", message, "billiard.exceptions", null);
            records.endAtOnce(run.request(), new TaskOutcome.GivenUp(failure));
        } catch (RuntimeException e) {
            // Its redelivery is ended by the next worker, or by the delivery limit.
            log.error("The end of task {} could not be recorded", run.id(), e);
        } finally {
            events.close();
            Runtime.getRuntime().halt(HALTED);
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }

    /** What is due for one run. */
    final class Watch {
        private final List<Future<?>> due = new ArrayList<>();

        private void after(Duration limit, Runnable what) {
            due.add(timer.schedule(what, limit.toMillis(), TimeUnit.MILLISECONDS));
        }

        void close() {
            due.forEach(one -> one.cancel(false));
        }
    }
}

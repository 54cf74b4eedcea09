package dev.baton.internal.queue.execute;

import dev.baton.internal.queue.events.WorkerEvents;
import dev.baton.internal.queue.lifecycle.Alarms;
import dev.baton.internal.queue.lifecycle.Halt;
import dev.baton.internal.queue.settle.Call;
import dev.baton.internal.queue.settle.DatabaseRecords;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TimeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps runs within their time limits. After the soft one the run is told to end. After the hard one the task has failed, and the
 * process ends: native code that does not listen can be stopped in no other way.
 */
final class Watchdog {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
    private static final int HALTED = 98;

    private final DatabaseRecords records;
    private final WorkerEvents events;
    private final Handlers handlers;
    private final Alarms alarms;
    private final Halt halt;

    Watchdog(DatabaseRecords records, WorkerEvents events, Handlers handlers, Alarms alarms, Halt halt) {
        this.records = records;
        this.events = events;
        this.handlers = handlers;
        this.alarms = alarms;
        this.halt = halt;
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
            halt.now(HALTED);
        }
    }

    /** What is due for one run. */
    final class Watch {
        private final List<Alarms.Alarm> set = new ArrayList<>();

        private void after(Duration limit, Runnable what) {
            set.add(alarms.set(limit, what));
        }

        void close() {
            set.forEach(Alarms.Alarm::callOff);
        }
    }
}

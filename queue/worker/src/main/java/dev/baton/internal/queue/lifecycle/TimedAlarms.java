package dev.baton.internal.queue.lifecycle;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;

/** Alarms by the time of this machine. */
final class TimedAlarms implements Alarms, DisposableBean {
    private final ScheduledThreadPoolExecutor timer;

    TimedAlarms() {
        // Two, so that a soft limit is kept while a hard one waits for a database that is away.
        timer = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "watchdog");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Alarm set(Duration delay, Runnable what) {
        Future<?> due = timer.schedule(what, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> due.cancel(false);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}

package dev.baton.internal.queue.execute;

import dev.baton.internal.queue.lifecycle.WorkerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Tells clients which tasks run, if they want to know, a little late: most tasks of milliseconds have ended by then, and to say of each that it began would
 * cost as much as to say how it ended.
 */
final class Starts implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Starts.class);
    private static final Duration LATE = Duration.ofMillis(20);

    // A thread of its own, since it waits for a result store that is away.
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "task-starts");
        thread.setDaemon(true);
        return thread;
    });
    private final RunningTasks running;

    Starts(RunningTasks running, WorkerSettings settings) {
        this.running = running;
        if (settings.taskTrackStarted()) {
            Future<?> unused =
                    timer.scheduleWithFixedDelay(this::tell, LATE.toMillis(), LATE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tell() {
        try {
            running.tellStarts(Instant.now().minus(LATE));
        } catch (RuntimeException e) {
            log.warn("Could not tell which tasks run", e);
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}

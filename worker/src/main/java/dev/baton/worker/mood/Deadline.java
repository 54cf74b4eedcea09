package dev.baton.worker.mood;

import dev.baton.models.runtime.Cancellation;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends the inference of one task once its time is over. */
final class Deadline implements AutoCloseable {
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "inference-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration limit;
    private final Cancellation cancellation = new Cancellation();
    private final ScheduledFuture<?> alarm;
    private volatile boolean passed;

    private Deadline(Duration limit) {
        this.limit = limit;
        this.alarm = CLOCK.schedule(this::pass, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    private void pass() {
        passed = true;
        cancellation.cancel();
    }

    Duration limit() {
        return limit;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** Tells whether it was the time that ended the inference. */
    boolean hasPassed() {
        return passed;
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }
}

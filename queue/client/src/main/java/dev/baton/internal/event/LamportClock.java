package dev.baton.internal.event;

import java.util.concurrent.atomic.AtomicLong;

/** The logical clock by which Celery's processes order what they tell each other. Safe for use by many threads. */
public final class LamportClock {
    private final AtomicLong value = new AtomicLong();

    /** Counts one event of this process, and returns its time. */
    public long forward() {
        return value.incrementAndGet();
    }

    /** Counts the arrival of a message that was sent at {@code other}. */
    public void adjust(long other) {
        value.updateAndGet(own -> Math.max(own, other) + 1);
    }

    /** Returns the time of the last event. */
    public long value() {
        return value.get();
    }
}

package dev.baton.internal.queue.lifecycle;

import java.time.Duration;

/** Calls back once a time has passed. Safe for use by many threads. */
@FunctionalInterface
public interface Alarms {
    /** Has {@code what} called in {@code delay}, unless that is called off. It must neither throw nor wait for long. */
    Alarm set(Duration delay, Runnable what);

    /** One that was set. */
    @FunctionalInterface
    interface Alarm {
        void callOff();
    }
}

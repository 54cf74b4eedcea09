package dev.baton.result;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A while in which Redis, found to be away, is not asked for what can be done without: requests do not wait for it in vain. */
public final class RedisPause {
    static final String SAID = "it was away a moment ago";

    private static final long LENGTH = Duration.ofSeconds(5).toNanos();

    private final AtomicLong until = new AtomicLong(System.nanoTime());

    public boolean lasts() {
        return System.nanoTime() - until.get() < 0;
    }

    public void begin() {
        until.set(System.nanoTime() + LENGTH);
    }
}

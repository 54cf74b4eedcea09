package dev.baton.result;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A while in which Redis, found to be away, is not asked for what can be done without: requests do not wait for it in vain. Safe for use
 * by many threads.
 */
public final class RedisPause {
    static final String SAID = "it was away a moment ago";

    private static final Duration USUAL = Duration.ofSeconds(5);

    private final long length;
    private final AtomicLong until = new AtomicLong(System.nanoTime());

    public RedisPause() {
        this(USUAL);
    }

    /** Lasts for {@code length} unless it is ended before. */
    RedisPause(Duration length) {
        this.length = length.toNanos();
    }

    public boolean lasts() {
        return System.nanoTime() - until.get() < 0;
    }

    public void begin() {
        until.set(System.nanoTime() + length);
    }

    /** Redis has answered. */
    void end() {
        if (lasts()) {
            until.set(System.nanoTime());
        }
    }
}

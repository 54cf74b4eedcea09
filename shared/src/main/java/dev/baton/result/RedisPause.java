package dev.baton.result;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/** A while in which Redis, found to be away, is not asked for what can be done without: requests do not wait for it in vain. */
public final class RedisPause {
    static final String SAID = "it was away a moment ago";

    private static final long LENGTH = Duration.ofSeconds(5).toNanos();

    private final AtomicLong until = new AtomicLong(System.nanoTime());

    public boolean lasts() {
        return System.nanoTime() - until.get() < 0;
    }

    /** Begins where {@code failure}, if there is one, says that Redis is away. */
    void beginAfter(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RedisException) {
            begin();
        }
    }

    public void begin() {
        until.set(System.nanoTime() + LENGTH);
    }
}

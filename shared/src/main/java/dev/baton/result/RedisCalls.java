package dev.baton.result;

import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.redisson.client.RedisException;

/** Calls to a Redis that may be away. */
public final class RedisCalls {
    private RedisCalls() {}

    /**
     * Returns what {@code call} gives.
     *
     * @throws ResultStoreUnavailableException where Redis could not be reached
     */
    public static <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (RedisException | CompletionException e) {
            // The latter from a first connection that another thread opens, and from what many send together.
            throw unavailable(e);
        }
    }

    static ResultStoreUnavailableException unavailable(Throwable failure) {
        return new ResultStoreUnavailableException("Redis could not be reached: " + failure.getMessage(), failure);
    }
}

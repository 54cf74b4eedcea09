package dev.baton.task;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often and how fast a failed attempt is tried again: exponential backoff with full jitter, after Brooker,
 * "Exponential Backoff And Jitter" (2015).
 *
 * @param maxRetries how many times after the first attempt
 * @param firstDelay the upper bound of the first delay; it doubles with each retry
 * @param maxDelay the cap of the upper bound
 */
public record RetryPolicy(int maxRetries, Duration firstDelay, Duration maxDelay) {
    public static final RetryPolicy NEVER = new RetryPolicy(0, Duration.ofMillis(1), Duration.ofMillis(1));

    private static final int MAX_DOUBLINGS = 30;

    public RetryPolicy {
        if (maxRetries < 0 || firstDelay.isNegative() || firstDelay.isZero() || maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("a retry policy needs maxRetries >= 0 and 0 < firstDelay <= maxDelay");
        }
    }

    /** Returns how long to wait before retry number {@code retry} (from 0), or nothing when it must be given up. */
    public Optional<Duration> delayBefore(int retry, RandomGenerator random) {
        if (retry >= maxRetries) {
            return Optional.empty();
        }
        long doubled = firstDelay.toMillis() << Math.min(retry, MAX_DOUBLINGS);
        long ceiling = Math.min(doubled, maxDelay.toMillis());
        return Optional.of(Duration.ofMillis(random.nextLong(ceiling + 1)));
    }
}

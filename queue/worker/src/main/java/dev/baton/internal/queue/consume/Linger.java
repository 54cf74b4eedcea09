package dev.baton.internal.queue.consume;

import java.time.Duration;

/** How long an answer waits for others, to be written with them: with few in hand, each is worth more than what the broker saves. */
final class Linger {
    private static final Duration MOST = Duration.ofMillis(2);
    private static final Duration EACH = Duration.ofNanos(100_000);
    private static final int FEW = 4;

    private Linger() {}

    /** Returns it for a consumer that takes {@code most} messages at a time. */
    static Duration of(int most) {
        return most < FEW ? Duration.ZERO : Duration.ofNanos(Math.min(MOST.toNanos(), most * EACH.toNanos()));
    }
}

package dev.baton.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long one run of a task may take.
 *
 * @param soft after this the run is cancelled and its thread interrupted; null for no limit
 * @param hard after this the task has failed and its process ends; null for no limit
 */
public record TimeLimits(@Nullable Duration soft, @Nullable Duration hard) {
    public static final TimeLimits NONE = new TimeLimits(null, null);

    public TimeLimits {
        requirePositive(soft, "soft");
        requirePositive(hard, "hard");
    }

    private static void requirePositive(@Nullable Duration limit, String name) {
        if (limit != null && (limit.isNegative() || limit.isZero())) {
            throw new IllegalArgumentException("the " + name + " time limit must be positive, was " + limit);
        }
    }

    /** Returns these limits, and those of {@code other} where these have none. */
    public TimeLimits orElse(TimeLimits other) {
        return new TimeLimits(soft == null ? other.soft : soft, hard == null ? other.hard : hard);
    }
}

package dev.baton.api.jobs;

import dev.baton.api.problem.ProblemType;
import java.time.Duration;

/** How long a client is willing to wait: {@code ?wait=20}. */
public final class WaitParameter {
    private static final int MAX_SECONDS = 60;

    private WaitParameter() {}

    /** Returns {@code seconds} as a duration; 0 to 60 are allowed. */
    public static Duration of(int seconds) {
        if (seconds < 0 || seconds > MAX_SECONDS) {
            throw ProblemType.INVALID_PARAMETER.because(
                    "'wait' must be 0 to " + MAX_SECONDS + " seconds, was " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }
}

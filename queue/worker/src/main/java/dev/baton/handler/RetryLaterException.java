package dev.baton.handler;

import java.time.Duration;

/** The task asks to be tried again after a delay that it knows best, such as a server's {@code Retry-After}. */
public final class RetryLaterException extends RuntimeException {
    /** As Celery's {@code Task.max_retries}. */
    public static final int DEFAULT_MAX_RETRIES = 3;

    private static final long serialVersionUID = 1L;

    private final Duration delay;
    private final int maxRetries;

    /** Asks for another try after {@code delay}, up to three times. */
    public RetryLaterException(Duration delay, Throwable cause) {
        this(delay, DEFAULT_MAX_RETRIES, cause);
    }

    /** Asks for another try after {@code delay}, unless the task was tried again {@code maxRetries} times: then the cause stands. */
    public RetryLaterException(Duration delay, int maxRetries, Throwable cause) {
        super(cause.getMessage(), cause);
        this.delay = delay.isNegative() ? Duration.ZERO : delay;
        this.maxRetries = maxRetries;
    }

    public Duration delay() {
        return delay;
    }

    public int maxRetries() {
        return maxRetries;
    }
}

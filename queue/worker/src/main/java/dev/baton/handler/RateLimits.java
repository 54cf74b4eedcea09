package dev.baton.handler;

/** Changes how fast tasks may begin, for all workers and for good. A bean of each worker; safe for use by many threads. */
public interface RateLimits {
    /**
     * Changes the limit of {@code task} to {@code rate}, in Celery's notation; what waits for its turn is given a new one. Any
     * number of workers may be told the same.
     *
     * @throws IllegalArgumentException where {@code rate} is no rate limit
     */
    void change(String task, String rate);
}

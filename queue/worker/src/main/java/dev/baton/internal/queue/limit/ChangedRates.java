package dev.baton.internal.queue.limit;

import dev.baton.task.RateLimit;
import java.util.Map;

/** The rate limits that operators have changed, for all workers. Safe for use by many threads and processes. */
public interface ChangedRates {
    /** Changes the limit of {@code task} to {@code rate}, in Celery's notation; returns whether it was another. */
    boolean change(String task, String rate);

    /** Returns the limits that were changed, by the names of their tasks. */
    Map<String, Changed> all();

    /** A limit, and how many times it was changed before. */
    record Changed(RateLimit limit, long version) {}
}

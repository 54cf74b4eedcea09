package dev.baton.task;

/**
 * Says that of all tasks with the same key, of whatever type, only so many may run at a time, on all workers together.
 *
 * @param key for example a tenant or an external service
 * @param limit at least 1
 */
public record ConcurrencyKey(String key, int limit) {
    private static final int MAX_LENGTH = 200;

    public ConcurrencyKey {
        if (key.isBlank() || key.length() > MAX_LENGTH || limit < 1) {
            throw new IllegalArgumentException("a concurrency key is 1 to " + MAX_LENGTH
                    + " characters with a limit of at least 1, was '" + key + "' with " + limit);
        }
    }
}

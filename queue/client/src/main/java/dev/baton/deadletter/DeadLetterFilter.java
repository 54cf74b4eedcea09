package dev.baton.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant.
 *
 * @param queue they came from, null for any
 * @param reason as in {@link Death}, null for any
 */
public record DeadLetterFilter(
        @Nullable String queue, @Nullable String reason) {
    public static final DeadLetterFilter ALL = new DeadLetterFilter(null, null);
}

package dev.baton.periodic;

import dev.baton.task.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a periodic task.
 *
 * @param timing as {@link Timing#text} says it
 * @param nextTick when it is due next, or the first tick that still is to be dealt with
 * @param lastTick the last one that was sent, null where none was
 * @param lastTask the task of the last tick, or of the last time that it was told to run now
 * @param lastFailure why it could not be sent, or how its task failed, the last time that either happened
 */
public record PeriodicStatus(
        String name,
        String timing,
        CatchUp catchUp,
        Call call,
        boolean paused,
        Instant nextTick,
        @Nullable Instant lastTick,
        @Nullable Instant lastSentAt,
        @Nullable TaskId lastTask,
        @Nullable String lastFailure,
        @Nullable Instant lastFailedAt) {}

package dev.baton.task;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an extended result tells of a task beside its outcome; most of it under the names of Celery's {@code result_extended}.
 *
 * @param args positional arguments
 * @param kwargs keyword arguments
 * @param worker who took it last, null while nobody has
 * @param retries how many times it was tried before
 * @param queue it was sent to
 * @param queuedAt when it was sent, null where it was not sent by Java
 * @param startedAt when its last attempt began
 */
public record TaskDetails(
        String name,
        List<@Nullable Object> args,
        Map<String, @Nullable Object> kwargs,
        @Nullable String worker,
        int retries,
        @Nullable String queue,
        @Nullable Instant queuedAt,
        @Nullable Instant startedAt) {

    public TaskDetails {
        args = Collections.unmodifiableList(args);
        kwargs = Collections.unmodifiableMap(new LinkedHashMap<>(kwargs));
    }

    /** Returns the details of a task that is sent to {@code queue} at {@code now}. */
    public static TaskDetails sent(TaskRequest request, String queue, Instant now) {
        return new TaskDetails(
                request.task(),
                request.args(),
                request.kwargs(),
                null,
                request.conditions().retries(),
                queue,
                now,
                null);
    }

    /** Returns the details of a task that {@code worker} has taken. */
    public static TaskDetails taken(TaskRequest request, String worker) {
        return new TaskDetails(
                request.task(),
                request.args(),
                request.kwargs(),
                worker,
                request.conditions().retries(),
                request.lineage().queue(),
                null,
                null);
    }

    /** Returns the same details of a task whose attempt begins at {@code now}. */
    public TaskDetails startedAt(Instant now) {
        return new TaskDetails(name, args, kwargs, worker, retries, queue, queuedAt, now);
    }
}

package dev.baton.periodic;

import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.task.TaskType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a periodic task sends: a normal message, for a worker of any language.
 *
 * @param args positional arguments: JSON values
 * @param kwargs keyword arguments: JSON values
 * @param priority 0 (default) to 9
 * @param expiresAfter how long after its tick the task may still be started; null for ever
 */
public record Call(
        String task,
        String queue,
        List<@Nullable Object> args,
        Map<String, @Nullable Object> kwargs,
        int priority,
        @Nullable Duration expiresAfter) {

    public Call {
        if (task.isBlank() || queue.isBlank()) {
            throw new IllegalArgumentException("a periodic task names its task and its queue");
        }
        args = Collections.unmodifiableList(new ArrayList<>(args));
        kwargs = Collections.unmodifiableMap(new LinkedHashMap<>(kwargs));
    }

    /** Returns a call of {@code type} with {@code input}. */
    public static <I extends Record> Call of(TaskType<I, ?> type, I input) {
        return of(type.name(), type.queue(), ArgumentBinder.toKwargs(input));
    }

    /** Returns a call of any worker's {@code task}. */
    public static Call of(String task, String queue, Map<String, @Nullable Object> kwargs) {
        return new Call(task, queue, List.of(), kwargs, 0, null);
    }

    /** Returns the same call at another priority. */
    public Call withPriority(int other) {
        return new Call(task, queue, args, kwargs, other, expiresAfter);
    }

    /** Returns the same call, not to be started later than {@code other} after its tick. */
    public Call expiringAfter(Duration other) {
        return new Call(task, queue, args, kwargs, priority, other);
    }
}

package dev.baton.task;

import org.jspecify.annotations.Nullable;

/**
 * A kind of task: its name on the wire, the record its arguments bind to, what it gives, and the queue it waits in.
 *
 * @param name as Celery names tasks, for example {@code photo.analyze}
 * @param input a record; positional arguments bind in the order of its components, keyword arguments by name
 * @param output what a successful run gives, written as JSON; a run may also give null
 * @param queue the canonical queue name
 */
public record TaskType<I extends Record, O extends @Nullable Object>(
        String name, Class<I> input, Class<O> output, String queue) {
    public TaskType {
        requireText(name, "name");
        requireText(queue, "queue");
        if (!input.isRecord()) {
            throw new IllegalArgumentException("the input of " + name + " must be a record, was " + input.getName());
        }
    }

    /** Returns a task of this type, to be sent as it is or under further conditions. */
    public TaskCall<I, O> with(I input) {
        return new TaskCall<>(this, input);
    }

    private static void requireText(String text, String what) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the " + what + " of a task type must not be blank");
        }
    }
}

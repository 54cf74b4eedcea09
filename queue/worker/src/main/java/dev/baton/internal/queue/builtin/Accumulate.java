package dev.baton.internal.queue.builtin;

import dev.baton.handler.RefusedException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.celery.Variadic;
import dev.baton.task.TaskType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code celery.accumulate}, which Celery puts behind a group that takes a task's place: answers with its arguments, or with one of them. */
final class Accumulate implements TaskHandler<Accumulate.Arguments, @Nullable Object> {
    /**
     * What it was given.
     *
     * @param index of the argument that is the answer; a negative one counts from the end, as in Python
     */
    record Arguments(
            @Variadic List<@Nullable Object> args, @Nullable Integer index) {}

    @Override
    public TaskType<Arguments, @Nullable Object> type() {
        return BuiltinConfiguration.type("celery.accumulate", Arguments.class);
    }

    @Override
    public boolean hasEffects() {
        return false;
    }

    @Override
    public Effects<@Nullable Object> prepare(TaskContext context, Arguments input) {
        List<@Nullable Object> args = input.args();
        if (input.index() == null) {
            return () -> args;
        }
        int index = input.index() < 0 ? args.size() + input.index() : input.index();
        if (index < 0 || index >= args.size()) {
            throw new RefusedException(
                    "IndexError", "there are " + args.size() + " arguments, none at " + input.index());
        }
        return () -> args.get(index);
    }
}

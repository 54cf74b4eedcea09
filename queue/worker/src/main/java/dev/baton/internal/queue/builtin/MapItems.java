package dev.baton.internal.queue.builtin;

import dev.baton.handler.RefusedException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.internal.celery.UnbindableArgumentsException;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code celery.map} and {@code celery.starmap}, and with these the parts of {@code chunks}: runs a task of this worker on one item
 * after the other, with all effects in one transaction, and answers with the list of their outputs. As in Celery it is one task, with
 * its own limits, and fails where the task fails on any item.
 */
final class MapItems implements TaskHandler<MapItems.Items, List<@Nullable Object>> {
    private final TaskType<Items, List<@Nullable Object>> type;
    private final Function<@Nullable Object, List<@Nullable Object>> arguments;
    private final Function<String, Optional<TaskHandler<?, ?>>> handlers;

    private MapItems(
            String name,
            Function<@Nullable Object, List<@Nullable Object>> arguments,
            Function<String, Optional<TaskHandler<?, ?>>> handlers) {
        this.type = BuiltinConfiguration.type(name, Items.class);
        this.arguments = arguments;
        this.handlers = handlers;
    }

    /** Each item is the only argument. */
    static MapItems one(Function<String, Optional<TaskHandler<?, ?>>> handlers) {
        return new MapItems("celery.map", MapItems::alone, handlers);
    }

    /** Each item is the list of arguments. */
    static MapItems all(Function<String, Optional<TaskHandler<?, ?>>> handlers) {
        return new MapItems("celery.starmap", MapItems::listed, handlers);
    }

    private static List<@Nullable Object> alone(@Nullable Object item) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(item);
        return arguments;
    }

    private static List<@Nullable Object> listed(@Nullable Object item) {
        if (item instanceof List<?> arguments) {
            return new ArrayList<>(arguments);
        }
        throw new RefusedException("UnbindableArguments", "celery.starmap takes lists of arguments, got " + item);
    }

    /**
     * What to run on what.
     *
     * @param task the signature, of which the name counts
     */
    record Items(Map<String, @Nullable Object> task, List<@Nullable Object> it) {}

    @Override
    public TaskType<Items, List<@Nullable Object>> type() {
        return type;
    }

    @Override
    public Effects<List<@Nullable Object>> prepare(TaskContext context, Items input) throws Exception {
        TaskHandler<?, ?> handler = handlerOf(input);
        List<Effects<?>> effects = new ArrayList<>();
        for (Object item : input.it()) {
            if (context.isCancelled()) {
                throw new InterruptedException("told to end after " + effects.size() + " items");
            }
            effects.add(prepare(handler, context, item));
        }
        return () -> {
            List<@Nullable Object> outputs = new ArrayList<>();
            effects.forEach(one -> outputs.add(one.commit()));
            return outputs;
        };
    }

    private TaskHandler<?, ?> handlerOf(Items input) {
        String name = String.valueOf(input.task().get("task"));
        return handlers.apply(name)
                .orElseThrow(() -> new RefusedException(
                        "NotRegistered", name + " does not run here, so " + type.name() + " cannot run it"));
    }

    private <I extends Record> Effects<?> prepare(TaskHandler<I, ?> handler, TaskContext context, @Nullable Object item)
            throws Exception {
        I input = bound(handler, context, item);
        if (handler.concurrency(input).isPresent()) {
            throw new RefusedException(
                    "UnsupportedTask",
                    handler.type().name() + " has a concurrency key, which " + type.name()
                            + " cannot keep: send a group");
        }
        return handler.prepare(context, input);
    }

    private <I extends Record> I bound(TaskHandler<I, ?> handler, TaskContext context, @Nullable Object item) {
        try {
            TaskRequest request = TaskRequest.of(context.id(), handler.type().name(), Map.of());
            return ArgumentBinder.bind(request.withArgs(arguments.apply(item)), handler.type());
        } catch (UnbindableArgumentsException e) {
            throw new RefusedException("UnbindableArguments", String.valueOf(e.getMessage()));
        }
    }
}

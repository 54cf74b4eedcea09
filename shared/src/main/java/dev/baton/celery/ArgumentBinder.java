package dev.baton.celery;

import dev.baton.task.TaskRequest;
import dev.baton.task.TaskType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Binds positional and keyword arguments to the input record of a task type, and back. */
public final class ArgumentBinder {
    private ArgumentBinder() {}

    /** Returns {@code input} as keyword arguments. */
    public static Map<String, @Nullable Object> toKwargs(Record input) {
        return Json.mapper().convertValue(input, Json.OBJECT);
    }

    /**
     * Returns the input of {@code type} that {@code request} carries.
     *
     * @throws UnbindableArgumentsException naming the argument that is missing, unknown, given twice or ill-typed
     */
    public static <I extends Record> I bind(TaskRequest request, TaskType<I, ?> type) {
        List<String> names = Stream.of(type.input().getRecordComponents())
                .map(RecordComponent::getName)
                .map(Json::nameOf)
                .collect(Collectors.toList());
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        bindPositional(request, type, names, arguments);
        request.kwargs().forEach((name, value) -> {
            requireKnown(type, names, name);
            if (arguments.containsKey(name)) {
                throw new UnbindableArgumentsException(type.name() + " got two values for the argument '" + name + "'");
            }
            arguments.put(name, value);
        });
        return convert(arguments, type);
    }

    private static void bindPositional(
            TaskRequest request, TaskType<?, ?> type, List<String> names, Map<String, @Nullable Object> arguments) {
        if (request.args().size() > names.size()) {
            throw new UnbindableArgumentsException(type.name() + " takes at most " + names.size()
                    + " positional arguments, got " + request.args().size());
        }
        for (int index = 0; index < request.args().size(); index++) {
            arguments.put(names.get(index), request.args().get(index));
        }
    }

    private static void requireKnown(TaskType<?, ?> type, List<String> names, String name) {
        if (!names.contains(name)) {
            throw new UnbindableArgumentsException(
                    type.name() + " has no argument '" + name + "'; it has " + String.join(", ", names));
        }
    }

    private static <I extends Record> I convert(Map<String, @Nullable Object> arguments, TaskType<I, ?> type) {
        try {
            return Json.mapper().convertValue(arguments, type.input());
        } catch (JacksonException e) {
            String field = e.getPath().stream()
                    .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                    .collect(Collectors.joining("."));
            Throwable root = e.getCause() == null ? e : e.getCause();
            String reason = root instanceof JacksonException jackson ? jackson.getOriginalMessage() : root.getMessage();
            throw new UnbindableArgumentsException(
                    type.name() + (field.isEmpty() ? ": " : " argument '" + field + "': ") + reason);
        }
    }
}

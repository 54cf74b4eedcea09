package dev.baton.internal.celery;

import dev.baton.task.TaskRequest;
import dev.baton.task.TaskType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Binds positional and keyword arguments to the input record of a task type, and back. */
public final class ArgumentBinder {
    private ArgumentBinder() {}

    /** Returns {@code input} as keyword arguments: what JSON knows, and the Java values of Python's other types. */
    public static Map<String, @Nullable Object> toKwargs(Record input) {
        return TaskJson.fields(input);
    }

    /**
     * Returns the input of {@code type} that {@code request} carries. Arguments are named like the record's components in snake_case,
     * or by their {@code JsonProperty}. Those of {@link Optional} or {@code Nullable} components (any annotation of that name) may be
     * null or left out. So it is in the records within, unless a record has a creator of its own.
     *
     * @throws UnbindableArgumentsException naming the argument that is missing, unknown, given twice or ill-typed
     */
    public static <I extends Record> I bind(TaskRequest request, TaskType<I, ?> type) {
        RecordComponent[] components = type.input().getRecordComponents();
        List<String> names = Stream.of(components).map(Components::nameOf).toList();
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        Optional<RecordComponent> variadic = Stream.of(components)
                .filter(component -> component.isAnnotationPresent(Variadic.class))
                .findFirst();
        if (variadic.isPresent()) {
            int from = List.of(components).indexOf(variadic.get());
            bindVariadic(request.args(), names, from, arguments);
        } else {
            bindPositional(request, type, names, arguments);
        }
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

    private static void bindVariadic(
            List<@Nullable Object> given, List<String> names, int from, Map<String, @Nullable Object> arguments) {
        int before = Math.min(from, given.size());
        for (int index = 0; index < before; index++) {
            arguments.put(names.get(index), given.get(index));
        }
        arguments.put(names.get(from), given.subList(before, given.size()));
    }

    private static void requireKnown(TaskType<?, ?> type, List<String> names, String name) {
        if (!names.contains(name)) {
            throw new UnbindableArgumentsException(
                    type.name() + " has no argument '" + name + "'; it has " + String.join(", ", names));
        }
    }

    private static <I extends Record> I convert(Map<String, @Nullable Object> arguments, TaskType<I, ?> type) {
        try {
            return TypedValues.readComplete(arguments, type.input());
        } catch (JacksonException e) {
            throw new UnbindableArgumentsException(type.name() + misfit(e, arguments));
        }
    }

    private static String misfit(JacksonException e, Map<String, @Nullable Object> arguments) {
        String place = Misfits.placeOf(e);
        if (e.getPath().size() == 1 && arguments.get(place) == null) {
            return (arguments.containsKey(place) ? " got null for the argument '" : " is missing the argument '")
                    + place
                    + "'";
        }
        return (place.isEmpty() ? ": " : " argument '" + place + "': ") + Misfits.reasonOf(e, arguments);
    }
}

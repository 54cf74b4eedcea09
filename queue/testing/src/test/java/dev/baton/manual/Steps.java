package dev.baton.manual;

import dev.baton.handler.RefusedException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tasks that are made to be put together. */
final class Steps {
    static final String QUEUE = "flows";
    static final TaskType<Pair, Integer> ADD = type("java.add", Pair.class, Integer.class);
    static final TaskType<Numbers, Integer> SUM = type("java.sum", Numbers.class, Integer.class);
    static final TaskType<Any, Object> NOTE = type("java.note", Any.class, Object.class);
    static final TaskType<Any, Object> FAIL = type("java.fail", Any.class, Object.class);
    static final TaskType<Alarm, String> ALARM = type("java.alarm", Alarm.class, String.class);

    /** What ran, with effects: each task's name and input. */
    private final List<Map.Entry<String, Record>> runs = new ArrayList<>();

    record Pair(int a, int b) {}

    record Numbers(List<Integer> numbers) {}

    record Any(@Nullable Object value) {}

    record Alarm(String id, String error, @Nullable String traceback) {}

    private static <I extends Record, O> TaskType<I, O> type(String name, Class<I> input, Class<O> output) {
        return new TaskType<>(name, input, output, QUEUE);
    }

    TaskHandler<?, ?>[] handlers() {
        return new TaskHandler<?, ?>[] {
            handler(ADD, pair -> pair.a() + pair.b()),
            handler(
                    SUM,
                    all -> all.numbers().stream().mapToInt(Integer::intValue).sum()),
            handler(NOTE, any -> any.value() == null ? "nothing" : any.value()),
            handler(FAIL, any -> {
                throw new RefusedException("Boom", "no " + any.value());
            }),
            handler(ALARM, Alarm::error)
        };
    }

    private <I extends Record, O> TaskHandler<I, O> handler(TaskType<I, O> type, Function<I, O> run) {
        return new TaskHandler<>() {
            @Override
            public TaskType<I, O> type() {
                return type;
            }

            @Override
            public Effects<O> prepare(TaskContext context, I input) {
                O output = run.apply(input);
                return () -> {
                    runs.add(Map.entry(type.name(), input));
                    return output;
                };
            }
        };
    }

    /** How often the task of this name ran, with effects. */
    long runs(TaskType<?, ?> type) {
        return runs.stream().filter(run -> run.getKey().equals(type.name())).count();
    }
}

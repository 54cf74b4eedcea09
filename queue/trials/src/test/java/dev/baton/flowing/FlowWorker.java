package dev.baton.flowing;

import dev.baton.handler.RefusedException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.TaskType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application whose tasks are made to be put together. */
@SpringBootApplication(proxyBeanMethods = false)
public class FlowWorker {
    public static final String QUEUE = "flows";
    public static final TaskType<Pair, Integer> ADD = type("java.add", Pair.class, Integer.class);
    public static final TaskType<Numbers, Integer> SUM = type("java.sum", Numbers.class, Integer.class);
    public static final TaskType<Any, Object> NOTE = type("java.note", Any.class, Object.class);
    public static final TaskType<Any, Object> FAIL = type("java.fail", Any.class, Object.class);
    public static final TaskType<Alarm, String> ALARM = type("java.alarm", Alarm.class, String.class);

    /** What ran, with effects: each task's name and input. */
    public static final BlockingQueue<Map.Entry<String, Record>> RUNS = new LinkedBlockingQueue<>();

    public record Pair(int a, int b) {}

    public record Numbers(List<Integer> numbers) {}

    public record Any(@Nullable Object value) {}

    public record Alarm(String id, String error, @Nullable String traceback) {}

    private static <I extends Record, O> TaskType<I, O> type(String name, Class<I> input, Class<O> output) {
        return new TaskType<>(name, input, output, QUEUE);
    }

    @Bean
    TaskHandler<Pair, Integer> add() {
        return new Simple<>(ADD, pair -> pair.a() + pair.b());
    }

    @Bean
    TaskHandler<Numbers, Integer> sum() {
        return new Simple<>(
                SUM, all -> all.numbers().stream().mapToInt(Integer::intValue).sum());
    }

    @Bean
    TaskHandler<Any, Object> note() {
        return new Simple<>(NOTE, any -> any.value() == null ? "nothing" : any.value());
    }

    @Bean
    TaskHandler<Any, Object> fail() {
        return new Simple<>(FAIL, any -> {
            throw new RefusedException("Boom", "no " + any.value());
        });
    }

    @Bean
    TaskHandler<Alarm, String> alarm() {
        return new Simple<>(ALARM, Alarm::error);
    }

    private record Simple<I extends Record, O>(TaskType<I, O> type, Function<I, O> run) implements TaskHandler<I, O> {
        @Override
        public Effects<O> prepare(TaskContext context, I input) {
            O output = run.apply(input);
            return () -> {
                RUNS.add(Map.entry(type.name(), input));
                return output;
            };
        }
    }
}

package dev.baton.limited;

import dev.baton.queue.TaskContext;
import dev.baton.queue.TaskHandler;
import dev.baton.task.RateLimit;
import dev.baton.task.TaskType;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application whose tasks must not run too fast. Each answers with what it was given, where, when and in which attempt it ran. */
@SpringBootApplication(proxyBeanMethods = false)
public class LimitedWorker {
    public static final String QUEUE = "limited";
    public static final TaskType<Text, Ran> FREE = type("limited.free");
    public static final TaskType<Text, Ran> STEADY = type("limited.steady");
    public static final TaskType<Text, Ran> RARE = type("limited.rare");

    public static void main(String[] arguments) {
        SpringApplication.run(LimitedWorker.class, arguments);
    }

    private static TaskType<Text, Ran> type(String name) {
        return new TaskType<>(name, Text.class, Ran.class, QUEUE);
    }

    /** What all of them take. */
    public record Text(String text) {}

    /** What all of them give. */
    public record Ran(String text, long process, long atMillis, int retries) {
        static Ran now(String text, TaskContext context) {
            return new Ran(text, ProcessHandle.current().pid(), System.currentTimeMillis(), context.retries());
        }
    }

    @Bean
    TaskHandler<Text, Ran> free() {
        return new Limited(FREE, RateLimit.NONE);
    }

    @Bean
    TaskHandler<Text, Ran> steady() {
        return new Limited(STEADY, RateLimit.of("4/s"));
    }

    @Bean
    TaskHandler<Text, Ran> rare() {
        return new Limited(RARE, RateLimit.of("1/h"));
    }

    private record Limited(TaskType<Text, Ran> type, RateLimit rate) implements TaskHandler<Text, Ran> {
        @Override
        public Effects<Ran> prepare(TaskContext context, Text input) {
            Ran ran = Ran.now(input.text(), context);
            return () -> ran;
        }
    }
}

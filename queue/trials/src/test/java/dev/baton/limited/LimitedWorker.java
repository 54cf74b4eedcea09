package dev.baton.limited;

import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.ConcurrencyKey;
import dev.baton.task.RateLimit;
import dev.baton.task.TaskType;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    /** Takes a while, and no more than two with the same text run at a time. */
    public static final TaskType<Text, Ran> KEYED = type("limited.keyed");
    /** Never ends, and nothing else with the same text runs meanwhile. */
    public static final TaskType<Text, Ran> STUCK = type("limited.stuck");
    /** Takes a while. */
    public static final TaskType<Text, Ran> PHOTO = type("limited.photo");

    private static final long A_WHILE_MILLIS = 60;

    public static void main(String[] arguments) {
        SpringApplication.run(LimitedWorker.class, arguments);
    }

    private static TaskType<Text, Ran> type(String name) {
        return new TaskType<>(name, Text.class, Ran.class, QUEUE);
    }

    /** What all of them take. */
    public record Text(String text) {}

    /** What all of them give. */
    public record Ran(String text, long process, long atMillis, long untilMillis, int retries) {
        static Ran now(String text, TaskContext context) {
            long now = System.currentTimeMillis();
            return new Ran(text, ProcessHandle.current().pid(), now, now, context.retries());
        }

        Ran until(long millis) {
            return new Ran(text, process, atMillis, millis, retries);
        }
    }

    @Bean
    TaskHandler<Text, Ran> free() {
        return new Limited(FREE, RateLimit.NONE, 0, 0);
    }

    @Bean
    TaskHandler<Text, Ran> steady() {
        return new Limited(STEADY, RateLimit.of("4/s"), 0, 0);
    }

    @Bean
    TaskHandler<Text, Ran> rare() {
        return new Limited(RARE, RateLimit.of("1/h"), 0, 0);
    }

    @Bean
    TaskHandler<Text, Ran> keyed() {
        return new Limited(KEYED, RateLimit.NONE, 2, A_WHILE_MILLIS);
    }

    @Bean
    TaskHandler<Text, Ran> stuck() {
        return new Limited(STUCK, RateLimit.NONE, 1, Long.MAX_VALUE);
    }

    @Bean
    TaskHandler<Text, Ran> photo() {
        return new Limited(PHOTO, RateLimit.NONE, 0, A_WHILE_MILLIS);
    }

    private record Limited(TaskType<Text, Ran> type, RateLimit rate, int places, long millis)
            implements TaskHandler<Text, Ran> {
        @Override
        public Optional<ConcurrencyKey> concurrency(Text input) {
            return places == 0 ? Optional.empty() : Optional.of(new ConcurrencyKey(input.text(), places));
        }

        @Override
        public Effects<Ran> prepare(TaskContext context, Text input) {
            Ran ran = Ran.now(input.text(), context);
            CountDownLatch told = new CountDownLatch(1);
            context.onCancel(told::countDown);
            try {
                if (told.await(millis, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("told to end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return () -> ran.until(System.currentTimeMillis());
        }
    }
}

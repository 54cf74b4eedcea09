package dev.baton.sample;

import dev.baton.exit.CleanExit;
import dev.baton.handler.RetryLaterException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskType;
import dev.baton.task.TimeLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application with tasks of every temper, as one outside this repository would be written. */
@SpringBootApplication(proxyBeanMethods = false)
public class SampleWorker {
    public static final String QUEUE = "sample";
    public static final TaskType<Text, String> ECHO = type("sample.echo");
    public static final TaskType<Text, String> PURE = type("sample.pure");
    public static final TaskType<Text, String> FLAKY = type("sample.flaky");
    public static final TaskType<Text, String> ASKING = type("sample.asking");
    public static final TaskType<Text, String> SLOW = type("sample.slow");
    public static final TaskType<Text, String> DEAF = type("sample.deaf");

    public static final TaskType<Text, String> DEAF_PURE = type("sample.deaf_pure");
    public static final TaskType<Text, String> BLOCKING = type("sample.blocking");
    public static final TaskType<Text, String> UNCLEAN = type("sample.unclean");

    /** How often {@link #UNCLEAN} was to clean up. */
    public static final AtomicInteger CLEANED = new AtomicInteger();
    /** What {@link #BLOCKING} waits for where it is told to end. */
    public static final CountDownLatch UNBLOCKED = new CountDownLatch(1);

    public static void main(String[] arguments) {
        CleanExit.onSignals();
        SpringApplication.run(SampleWorker.class, arguments);
    }

    private static TaskType<Text, String> type(String name) {
        return new TaskType<>(name, Text.class, String.class, QUEUE);
    }

    /** What all of them take. */
    public record Text(String text) {}

    @Bean
    TaskHandler<Text, String> echo() {
        return new Sample(ECHO, (context, text) -> text);
    }

    /** Answers with its text and changes nothing. */
    @Bean
    TaskHandler<Text, String> pure() {
        return new Sample(PURE, (context, text) -> text);
    }

    /** Fails as often as its text says. */
    @Bean
    TaskHandler<Text, String> flaky() {
        return new Sample(FLAKY, (context, text) -> {
            if (context.retries() < Integer.parseInt(text)) {
                throw new IllegalStateException("attempt " + context.retries());
            }
            return "after " + context.retries();
        });
    }

    /** Asks to be tried again as its text says, in milliseconds. */
    @Bean
    TaskHandler<Text, String> asking() {
        return new Sample(ASKING, (context, text) -> {
            if (context.retries() == 0) {
                throw new RetryLaterException(
                        Duration.ofMillis(Long.parseLong(text)), new IllegalArgumentException("busy"));
            }
            return "after " + context.retries();
        });
    }

    /** Goes on until it is told to end. */
    @Bean
    TaskHandler<Text, String> slow() {
        return new Sample(SLOW, (context, text) -> {
            Endless.untilTold(context);
            throw new IllegalStateException("told to end");
        });
    }

    /** Goes on whatever it is told, as native code does. */
    @Bean
    TaskHandler<Text, String> deaf() {
        return new Sample(DEAF, (context, text) -> {
            Endless.deaf();
            return "never";
        });
    }

    /** As deaf, and changes nothing. */
    @Bean
    TaskHandler<Text, String> deafPure() {
        return new Sample(DEAF_PURE, (context, text) -> {
            Endless.deaf();
            return "never";
        });
    }

    /** Goes on until it is told to end, and holds up who tells it. */
    @Bean
    TaskHandler<Text, String> blocking() {
        return new Sample(BLOCKING, (context, text) -> {
            context.onCancel(() -> {
                try {
                    UNBLOCKED.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Endless.untilTold(context);
            throw new IllegalArgumentException("told to end");
        });
    }

    /** Cannot clean up, which is no failure of the task but of its delivery. */
    @Bean
    TaskHandler<Text, String> unclean() {
        return new TaskHandler<>() {
            @Override
            public TaskType<Text, String> type() {
                return UNCLEAN;
            }

            @Override
            public Effects<String> prepare(TaskContext context, Text input) {
                return () -> input.text();
            }

            @Override
            public Optional<Runnable> cleanUp(Text input) {
                return Optional.of(() -> {
                    CLEANED.incrementAndGet();
                    throw new IllegalStateException("cannot clean up");
                });
            }
        };
    }

    private record Sample(TaskType<Text, String> type, BiFunction<TaskContext, String, String> run)
            implements TaskHandler<Text, String> {
        private static final RetryPolicy FAST = new RetryPolicy(3, Duration.ofMillis(20), Duration.ofMillis(100));

        @Override
        public boolean hasEffects() {
            return !type.equals(PURE) && !type.equals(DEAF_PURE);
        }

        @Override
        public RetryRules retries() {
            return type.equals(SLOW) ? RetryRules.NONE : RetryRules.NONE.on(IllegalStateException.class, FAST);
        }

        @Override
        public TimeLimits limits() {
            return type.equals(DEAF) || type.equals(DEAF_PURE)
                    ? new TimeLimits(Duration.ofMillis(100), Duration.ofMillis(300))
                    : TimeLimits.NONE;
        }

        @Override
        public Effects<String> prepare(TaskContext context, Text input) {
            String output = run.apply(context, input.text());
            return () -> output;
        }
    }
}

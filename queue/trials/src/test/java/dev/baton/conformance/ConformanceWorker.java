package dev.baton.conformance;

import dev.baton.handler.RefusedException;
import dev.baton.handler.RetryLaterException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.sample.Endless;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the cases run on: tasks that answer, fail, wait, count and do not listen. */
@SpringBootApplication(proxyBeanMethods = false)
public class ConformanceWorker {
    public static void main(String[] arguments) {
        SpringApplication.run(ConformanceWorker.class, arguments);
    }

    /** Two numbers. */
    public record Sum(int a, int b) {}

    /** Anything that JSON knows. */
    public record Any(@Nullable Object value) {}

    /** What JSON does not know, but Python and Java do; each may be absent. */
    public record Typed(
            @Nullable OffsetDateTime moment,
            @Nullable LocalDateTime naive,
            @Nullable LocalDate day,
            @Nullable LocalTime time,
            @Nullable BigDecimal amount,
            @Nullable UUID id,
            byte @Nullable [] data) {}

    /** A number that need not be one. */
    public record Measure(double value) {}

    /** A text. */
    public record Text(String text) {}

    /** How many times, or how many milliseconds. */
    public record Count(int count) {}

    /** Nothing. */
    public record Nothing() {}

    @Bean
    TaskHandler<Sum, Object> add() {
        return sample("conform.add", Sum.class, (context, sum) -> sum.a() + sum.b());
    }

    @Bean
    TaskHandler<Any, Object> echo() {
        return sample("conform.echo", Any.class, (context, any) -> any.value());
    }

    @Bean
    TaskHandler<Typed, Object> typed() {
        return sample("conform.typed", Typed.class, (context, typed) -> {
            Map<String, Object> texts = new TreeMap<>();
            texts.put("moment", String.valueOf(typed.moment()));
            texts.put("naive", String.valueOf(typed.naive()));
            texts.put("day", String.valueOf(typed.day()));
            texts.put("time", String.valueOf(typed.time()));
            texts.put("amount", String.valueOf(typed.amount()));
            texts.put("id", String.valueOf(typed.id()));
            texts.put("data", typed.data() == null ? "" : HexFormat.of().formatHex(typed.data()));
            return texts;
        });
    }

    /** Gives what Java has for each of Python's types. */
    @Bean
    TaskHandler<Nothing, Object> types() {
        return sample("conform.types", Nothing.class, (context, nothing) -> {
            OffsetDateTime moment = OffsetDateTime.parse("2026-11-21T08:06:14.436526+01:00");
            Typed typed = new Typed(
                    moment,
                    moment.toLocalDateTime(),
                    moment.toLocalDate(),
                    moment.toLocalTime(),
                    new BigDecimal("12345678901234567890.10"),
                    UUID.fromString("731bf42a-12ed-497b-9551-c73e93cc6b2b"),
                    new byte[] {-1, 0});
            return Map.of("typed", typed, "instant", moment.toInstant(), "numbers", List.of(Double.NaN, -1 / 0.0));
        });
    }

    @Bean
    TaskHandler<Measure, Object> measure() {
        return sample("conform.measure", Measure.class, (context, measure) -> Double.toString(measure.value()));
    }

    @Bean
    TaskHandler<Text, Object> fail() {
        return sample("conform.fail", Text.class, (context, text) -> {
            throw new IllegalArgumentException(text.text());
        });
    }

    @Bean
    TaskHandler<Text, Object> refuse() {
        return sample("conform.refuse", Text.class, (context, text) -> {
            throw new RefusedException("Refused", text.text());
        });
    }

    /** Fails so many times. */
    @Bean
    TaskHandler<Count, Object> flaky() {
        return sample("conform.flaky", Count.class, (context, times) -> {
            if (context.retries() < times.count()) {
                throw new IllegalStateException("attempt " + context.retries());
            }
            return context.retries();
        });
    }

    /** Asks to be tried again after so many milliseconds. */
    @Bean
    TaskHandler<Count, Object> asking() {
        return sample("conform.asking", Count.class, (context, millis) -> {
            if (context.retries() == 0) {
                throw new RetryLaterException(
                        Duration.ofMillis(millis.count()), new IllegalArgumentException("too busy"));
            }
            return context.retries();
        });
    }

    /** Takes so many milliseconds. */
    @Bean
    TaskHandler<Count, Object> sleep() {
        return sample("conform.sleep", Count.class, (context, millis) -> {
            LockSupport.parkNanos(Duration.ofMillis(millis.count()).toNanos());
            return millis.count();
        });
    }

    /** Tells so many times how far it is. */
    @Bean
    TaskHandler<Count, Object> telling() {
        return sample("conform.telling", Count.class, (context, steps) -> {
            for (int step = 1; step <= steps.count(); step++) {
                context.progress(Map.of("current", step, "total", steps.count()));
                LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
            }
            return steps.count();
        });
    }

    /** Goes on until it is told to end. */
    @Bean
    TaskHandler<Nothing, Object> slow() {
        return sample("conform.slow", Nothing.class, (context, nothing) -> {
            Endless.untilTold(context);
            throw new IllegalArgumentException("told to end");
        });
    }

    /** Goes on whatever it is told, as native code does. */
    @Bean
    TaskHandler<Nothing, Object> deaf() {
        return sample("conform.deaf", Nothing.class, (context, nothing) -> {
            Endless.deaf();
            return "never";
        });
    }

    /** Notes its text, and tells how often it was noted. */
    @Bean
    TaskHandler<Text, Object> note(JdbcClient jdbc) {
        jdbc.sql("create table if not exists note (text text not null)").update();
        return new Noting(new TaskType<>("conform.note", Text.class, Object.class, "celery"), jdbc);
    }

    private static <I extends Record> TaskHandler<I, Object> sample(
            String name, Class<I> input, BiFunction<TaskContext, I, Object> run) {
        return new Sample<>(new TaskType<>(name, input, Object.class, "celery"), run);
    }

    private record Noting(TaskType<Text, Object> type, JdbcClient jdbc) implements TaskHandler<Text, Object> {
        @Override
        public Effects<Object> prepare(TaskContext context, Text input) {
            return () -> {
                jdbc.sql("insert into note values (?)").param(input.text()).update();
                return jdbc.sql("select count(*) from note where text = ?")
                        .param(input.text())
                        .query(Long.class)
                        .single();
            };
        }
    }

    private record Sample<I extends Record>(TaskType<I, Object> type, BiFunction<TaskContext, I, Object> run)
            implements TaskHandler<I, Object> {
        private static final RetryPolicy FAST = new RetryPolicy(3, Duration.ofMillis(20), Duration.ofMillis(100));

        @Override
        public RetryRules retries() {
            return RetryRules.NONE.on(IllegalStateException.class, FAST);
        }

        @Override
        public Effects<Object> prepare(TaskContext context, I input) {
            Object output = run.apply(context, input);
            return () -> output;
        }
    }
}

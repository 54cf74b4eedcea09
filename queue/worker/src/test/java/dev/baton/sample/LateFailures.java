package dev.baton.sample;

import dev.baton.handler.RefusedException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.ConcurrencyKey;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tasks that fail in the way that their text names, most of them late. */
@Configuration(proxyBeanMethods = false)
public class LateFailures {
    public static final TaskType<SampleWorker.Text, Object> EFFECTS = type("sample.committing");
    public static final TaskType<SampleWorker.Text, Object> PURE = type("sample.computing");

    private static TaskType<SampleWorker.Text, Object> type(String name) {
        return new TaskType<>(name, SampleWorker.Text.class, Object.class, SampleWorker.QUEUE);
    }

    @Bean
    TaskHandler<SampleWorker.Text, @Nullable Object> committing(JdbcClient jdbc) {
        return new Failing(EFFECTS, jdbc);
    }

    @Bean
    TaskHandler<SampleWorker.Text, @Nullable Object> computing(JdbcClient jdbc) {
        return new Failing(PURE, jdbc);
    }

    private record Failing(TaskType<SampleWorker.Text, Object> type, JdbcClient jdbc)
            implements TaskHandler<SampleWorker.Text, @Nullable Object> {
        @Override
        public boolean hasEffects() {
            return type.equals(EFFECTS);
        }

        @Override
        public RetryRules retries() {
            return RetryRules.NONE.on(
                    IllegalStateException.class, new RetryPolicy(3, Duration.ofMillis(20), Duration.ofMillis(100)));
        }

        @Override
        public Optional<ConcurrencyKey> concurrency(SampleWorker.Text input) {
            if (input.text().equals("key")) {
                throw new IllegalArgumentException("no key");
            }
            return Optional.empty();
        }

        @Override
        @SuppressWarnings("NullAway") // A handler may be written without it.
        public Effects<@Nullable Object> prepare(TaskContext context, SampleWorker.Text input) throws IOException {
            return switch (input.text()) {
                case "checked" -> throw new IOException("no such file");
                case "unprepared" -> null;
                case "interrupted" -> {
                    Thread.currentThread().interrupt();
                    yield () -> Thread.currentThread().isInterrupted();
                }
                default -> () -> commit(context, input.text());
            };
        }

        private @Nullable Object commit(TaskContext context, String text) {
            switch (text) {
                case "passing" -> {
                    if (context.retries() < 2) {
                        throw new IllegalStateException("attempt " + context.retries());
                    }
                    return "after " + context.retries();
                }
                case "refused" -> throw new RefusedException("Closed", "no more");
                case "error" -> throw new NoClassDefFoundError("lost");
                case "constraint" -> {
                    return jdbc.sql("select 1 / 0").query(Integer.class).single();
                }
                case "deferred" -> {
                    jdbc.sql("create table if not exists once (id int unique deferrable initially deferred)")
                            .update();
                    return jdbc.sql("insert into once values (1), (1)").update();
                }
                case "cyclic" -> {
                    List<Object> cyclic = new ArrayList<>();
                    cyclic.add(cyclic);
                    return cyclic;
                }
                default -> {
                    return null;
                }
            }
        }
    }
}

package dev.baton.sample;

import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.TaskType;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tasks whose effects the database refuses: at once, or when they are to be committed. */
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
        public Effects<@Nullable Object> prepare(TaskContext context, SampleWorker.Text input) {
            return () -> commit(input.text());
        }

        private Object commit(String text) {
            if (text.equals("constraint")) {
                return jdbc.sql("select 1 / 0").query(Integer.class).single();
            }
            jdbc.sql("create table if not exists once (id int unique deferrable initially deferred)")
                    .update();
            return jdbc.sql("insert into once values (1), (1)").update();
        }
    }
}

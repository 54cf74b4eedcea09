package dev.baton.fuzz;

import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.TaskType;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes whatever comes, and notes in the database what it ran. */
@SpringBootApplication(proxyBeanMethods = false)
public class FuzzWorker {
    static final String QUEUE = "fuzz";

    public static void main(String[] arguments) {
        SpringApplication.run(FuzzWorker.class, arguments);
    }

    /** Values of many types, each of which may be absent. */
    public record Fuzzed(
            @Nullable Object value,
            @Nullable Integer number,
            @Nullable BigDecimal amount,
            @Nullable List<String> texts,
            @Nullable OffsetDateTime moment) {}

    @Bean
    TaskHandler<Fuzzed, Object> take(JdbcClient jdbc) {
        jdbc.sql("create table if not exists ran (task_id text not null)").update();
        return new Taking(new TaskType<>(Mutant.TASK, Fuzzed.class, Object.class, QUEUE), jdbc);
    }

    private record Taking(TaskType<Fuzzed, Object> type, JdbcClient jdbc) implements TaskHandler<Fuzzed, Object> {
        @Override
        public Effects<Object> prepare(TaskContext context, Fuzzed input) {
            return () -> {
                jdbc.sql("insert into ran values (?)")
                        .param(context.id().value())
                        .update();
                Map<String, Object> output = new LinkedHashMap<>();
                output.put("value", input.value());
                output.put("number", input.number());
                output.put("amount", input.amount());
                output.put("texts", input.texts());
                output.put("moment", input.moment());
                return output;
            };
        }
    }
}

package dev.baton.chaos;

import dev.baton.queue.TaskContext;
import dev.baton.queue.TaskHandler;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskType;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tasks with one effect each, which nothing but the queue keeps from happening twice. */
@SpringBootApplication(proxyBeanMethods = false)
public class ChaosWorker {
    static final String QUEUE = "chaos";
    static final String TASK = "chaos.work";

    public static void main(String[] arguments) {
        SpringApplication.run(ChaosWorker.class, arguments);
    }

    /** How often the task fails before it succeeds. */
    public record Work(int failures) {}

    @Bean
    TaskHandler<Work, String> work(JdbcClient jdbc) {
        return new Working(new TaskType<>(TASK, Work.class, String.class, QUEUE), jdbc);
    }

    private record Working(TaskType<Work, String> type, JdbcClient jdbc) implements TaskHandler<Work, String> {
        private static final RetryPolicy FAST = new RetryPolicy(3, Duration.ofMillis(100), Duration.ofMillis(400));

        @Override
        public RetryRules retries() {
            return RetryRules.NONE.on(IllegalStateException.class, FAST);
        }

        @Override
        public Effects<String> prepare(TaskContext context, Work work) {
            if (context.retries() < work.failures()) {
                throw new IllegalStateException("attempt " + context.retries());
            }
            return () -> {
                jdbc.sql("insert into effect (task_id) values (?)")
                        .param(context.id().value())
                        .update();
                return "done";
            };
        }
    }
}

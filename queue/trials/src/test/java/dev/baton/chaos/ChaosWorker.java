package dev.baton.chaos;

import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskType;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tasks with one effect each, which nothing but the queue keeps from happening twice. */
@SpringBootApplication(proxyBeanMethods = false)
public class ChaosWorker {
    static final String QUEUE = "chaos";
    static final TaskType<Work, String> WORK = new TaskType<>("chaos.work", Work.class, String.class, QUEUE);
    static final TaskType<Gathered, Integer> GATHER =
            new TaskType<>("chaos.gather", Gathered.class, Integer.class, QUEUE);

    public static void main(String[] arguments) {
        SpringApplication.run(ChaosWorker.class, arguments);
    }

    /** How often the task fails before it succeeds. */
    public record Work(int failures) {}

    /** What the header of a chord has given. */
    public record Gathered(List<String> done) {}

    @Bean
    TaskHandler<Work, String> work(JdbcClient jdbc) {
        return new Noting<>(WORK, jdbc, (context, work) -> {
            if (context.retries() < work.failures()) {
                throw new IllegalStateException("attempt " + context.retries());
            }
            return "done";
        });
    }

    @Bean
    TaskHandler<Gathered, Integer> gather(JdbcClient jdbc) {
        return new Noting<>(GATHER, jdbc, (context, gathered) -> gathered.done().size());
    }

    private record Noting<I extends Record, O>(TaskType<I, O> type, JdbcClient jdbc, BiFunction<TaskContext, I, O> run)
            implements TaskHandler<I, O> {
        private static final RetryPolicy FAST = new RetryPolicy(3, Duration.ofMillis(100), Duration.ofMillis(400));

        @Override
        public RetryRules retries() {
            return RetryRules.NONE.on(IllegalStateException.class, FAST);
        }

        @Override
        public Effects<O> prepare(TaskContext context, I input) {
            O output = run.apply(context, input);
            return () -> {
                jdbc.sql("insert into effect (task_id) values (?)")
                        .param(context.id().value())
                        .update();
                return output;
            };
        }
    }
}

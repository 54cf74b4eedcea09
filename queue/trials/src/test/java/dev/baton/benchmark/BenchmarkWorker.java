package dev.baton.benchmark;

import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.TaskType;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A worker with one task, which does nothing. */
@SpringBootApplication(proxyBeanMethods = false)
public class BenchmarkWorker {
    static final TaskType<Nothing, String> NOOP = new TaskType<>("bench.noop", Nothing.class, String.class, "bench");

    static final TaskType<Nothing, String> WAIT = new TaskType<>("bench.wait", Nothing.class, String.class, "bench");

    public static void main(String[] arguments) {
        SpringApplication.run(BenchmarkWorker.class, arguments);
    }

    record Nothing() {}

    @Bean
    TaskHandler<Nothing, String> noop() {
        return new TaskHandler<>() {
            @Override
            public TaskType<Nothing, String> type() {
                return NOOP;
            }

            @Override
            public boolean hasEffects() {
                return false;
            }

            @Override
            public Effects<String> prepare(TaskContext context, Nothing input) {
                return () -> "done";
            }
        };
    }

    /** Waits until it is told to end. */
    @Bean
    TaskHandler<Nothing, String> waiting() {
        return new TaskHandler<>() {
            @Override
            public TaskType<Nothing, String> type() {
                return WAIT;
            }

            @Override
            public Effects<String> prepare(TaskContext context, Nothing input) throws InterruptedException {
                context.progress("waiting");
                new CountDownLatch(1).await();
                return () -> "never";
            }
        };
    }
}

package dev.baton.benchmark;

import dev.baton.internal.broker.TaskQueues;
import dev.baton.internal.queue.WorkerAutoConfiguration;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An application that sends tasks and runs none. */
@EnableAutoConfiguration(exclude = WorkerAutoConfiguration.class)
class BenchmarkClient {
    @Bean
    TaskQueues taskQueues() {
        return TaskQueues.named(List.of("bench"));
    }
}

package dev.baton.queue;

import dev.baton.QueueConfiguration;
import dev.baton.broker.TaskPublisher;
import dev.baton.broker.TaskQueues;
import dev.baton.control.RevokeTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.testing.FreshServices;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An application that sends tasks and runs none. It is no @Configuration, or the worker beside it would scan it. */
final class SampleClient implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    SampleClient(FreshServices services) {
        context = new SpringApplication(Application.class)
                .run(services.properties().entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    TaskId send(TaskRequest request) {
        context.getBean(TaskPublisher.class).publish(SampleFixture.QUEUE, List.of(request));
        return request.id();
    }

    void revoke(TaskId id) {
        context.getBean(RevokeTasks.class).revoke(List.of(id));
    }

    @Override
    public void close() {
        context.close();
    }

    @EnableAutoConfiguration(exclude = WorkerAutoConfiguration.class)
    @Import(QueueConfiguration.class)
    static class Application {
        @Bean
        TaskQueues taskQueues() {
            return TaskQueues.named(List.of(SampleWorker.QUEUE));
        }
    }
}

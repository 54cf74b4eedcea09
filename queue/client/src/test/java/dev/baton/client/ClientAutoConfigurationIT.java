package dev.baton.client;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueues;
import dev.baton.testing.FreshServices;
import dev.baton.testing.RequiresServices;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** Applications that have this library on their class path, and not the worker's. */
@RequiresServices
class ClientAutoConfigurationIT {
    private final FreshServices services = new FreshServices();

    @AfterEach
    void clean() {
        services.close();
    }

    @EnableAutoConfiguration
    static class Sender {}

    @EnableAutoConfiguration
    static class Owner {
        @Bean
        TaskQueues taskQueues() {
            return TaskQueues.named(List.of("mine"));
        }
    }

    @Test
    void applicationWithoutQueuesAndHandlersHasWhatSends() {
        assertThat(ClassUtils.isPresent("dev.baton.internal.queue.WorkerAutoConfiguration", null))
                .isFalse();

        try (ConfigurableApplicationContext sender = start(Sender.class)) {
            assertThat(sender.getBeanProvider(TaskPublisher.class).stream()).hasSize(1);
            assertThat(sender.getBeanProvider(Clock.class).stream()).hasSize(1);
            assertThat(sender.getBeanProvider(TaskQueues.class).stream()).isEmpty();
        }
    }

    @Test
    void queuesThatAnApplicationNamesAreDeclared() {
        try (ConfigurableApplicationContext owner = start(Owner.class)) {
            assertThat(Objects.requireNonNull(owner.getBean(AmqpAdmin.class).getQueueInfo("mine"))
                            .getMessageCount())
                    .isZero();
        }
    }

    private ConfigurableApplicationContext start(Class<?> application) {
        return new SpringApplication(application)
                .run(services.properties().entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }
}

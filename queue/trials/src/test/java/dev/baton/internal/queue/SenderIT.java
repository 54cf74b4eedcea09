package dev.baton.internal.queue;

import dev.baton.internal.broker.QueueDeclarer;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.sample.SampleWorker;
import dev.baton.testing.FreshServices;
import dev.baton.testing.RequiresServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/** An application that has the library, a database with tables of its own, and no handler. */
@RequiresServices
class SenderIT {
    private static final TaskQueue QUEUE = new TaskQueue("elsewhere");

    /** No @Configuration, or the workers beside it would scan it. */
    @EnableAutoConfiguration
    static class Sender {
        /** Names that an application may well have given to something of its own. */
        private static final List<String> NAMES = List.of(
                "queues",
                "slots",
                "work",
                "ends",
                "node",
                "gates",
                "flows",
                "planner",
                "chords",
                "schedule",
                "handlers",
                "shutdown",
                "recycling",
                "watchdog",
                "attempts",
                "settlement",
                "redisson");

        @Bean
        static BeanDefinitionRegistryPostProcessor ownBeans() {
            return registry -> NAMES.forEach(
                    name -> registry.registerBeanDefinition(name, new RootBeanDefinition(String.class, () -> name)));
        }
    }

    @Test
    void itSendsTasks() throws SQLException {
        try (FreshServices services = new FreshServices()) {
            makeTable(services);
            try (ConfigurableApplicationContext sender = new SpringApplication(Sender.class)
                    .run(services.properties().entrySet().stream()
                            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                            .toArray(String[]::new))) {
                sender.getBean(QueueDeclarer.class).declare(QUEUE);
                sender.getBean(TaskPublisher.class)
                        .publish(QUEUE, List.of(SampleFixture.request(SampleWorker.ECHO, "hello")));

                assertThat(Objects.requireNonNull(
                                        sender.getBean(AmqpAdmin.class).getQueueInfo(QUEUE.name()))
                                .getMessageCount())
                        .isEqualTo(1);
            }
        }
    }

    private static void makeTable(FreshServices services) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                Objects.requireNonNull(services.properties().get("spring.datasource.url")), "baton", "baton")) {
            connection.createStatement().execute("create table mine (id int)");
        }
    }
}

package dev.baton.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

class QueueDefaultsTest {
    private static final String MANAGEMENT = "baton.broker.management-url";

    static class Application {}

    @Test
    void applicationsHaveThemUnlessTheirOwnPropertiesSayOtherwise(@TempDir Path folder) throws IOException {
        Path own = Files.writeString(folder.resolve("application.properties"), "spring.rabbitmq.host=elsewhere\n");

        try (ConfigurableApplicationContext context = run("--spring.config.location=" + own.toUri())) {
            assertThat(context.getEnvironment().getProperty("spring.rabbitmq.host"))
                    .isEqualTo("elsewhere");
            assertThat(context.getEnvironment().getProperty("spring.rabbitmq.port"))
                    .isEqualTo("17672");
        }
    }

    @Test
    void theyFollowThePortsOfTheServices() {
        try (ConfigurableApplicationContext context = run(
                "--BATON_RABBITMQ_PORT=20001",
                "--BATON_RABBITMQ_MANAGEMENT_PORT=20002",
                "--BATON_REDIS_PORT=20003",
                "--BATON_POSTGRES_PORT=20004")) {
            Environment environment = context.getEnvironment();

            assertThat(environment.getProperty("spring.rabbitmq.port")).isEqualTo("20001");
            assertThat(environment.getProperty(MANAGEMENT)).isEqualTo("http://127.0.0.1:20002");
            assertThat(environment.getProperty("baton.redis.url")).isEqualTo("redis://127.0.0.1:20003");
            assertThat(environment.getProperty("spring.datasource.url"))
                    .isEqualTo("jdbc:postgresql://127.0.0.1:20004/baton");
        }
    }

    /** Else the policies of one broker would be set at another. */
    @ParameterizedTest
    @CsvSource({
        "spring.rabbitmq.host, rabbit",
        "spring.rabbitmq.port, 5672",
        "spring.rabbitmq.addresses, rabbit:5672",
        "spring.rabbitmq.addresses[0], rabbit:5672"
    })
    void anotherBrokersManagementApiHasNoDefault(String name, String value) {
        try (ConfigurableApplicationContext context = run("--" + name + "=" + value)) {
            assertThat(context.getEnvironment().getProperty(MANAGEMENT)).isNull();
        }
        try (ConfigurableApplicationContext context =
                run("--" + name + "=" + value, "--" + MANAGEMENT + "=http://rabbit:15672")) {
            assertThat(context.getEnvironment().getProperty(MANAGEMENT)).isEqualTo("http://rabbit:15672");
        }
    }

    @Test
    void theDefaultBrokerMayBeNamed() {
        try (ConfigurableApplicationContext context = run(
                "--BATON_RABBITMQ_PORT=20001",
                "--BATON_RABBITMQ_MANAGEMENT_PORT=20002",
                "--spring.rabbitmq.host=127.0.0.1",
                "--spring.rabbitmq.port=20001")) {
            assertThat(context.getEnvironment().getProperty(MANAGEMENT)).isEqualTo("http://127.0.0.1:20002");
        }
    }

    @Test
    void declarationsThatAreAsTheyShouldBeAreNotLogged() {
        run().close();

        Logger log = LoggerFactory.getLogger(RabbitAdmin.class);
        assertThat(log.isInfoEnabled()).isFalse();
        assertThat(log.isWarnEnabled()).isTrue();
    }

    /** A tenth of the 97 that PostgreSQL leaves to applications by default would be too many for a fleet. */
    @ParameterizedTest
    @CsvSource({"1, 4", "4, 7", "7, 10", "64, 10"})
    void thePoolIsAsSmallAsItsSlotsAllow(int slots, int connections) {
        try (ConfigurableApplicationContext context = run("--baton.worker.concurrency=" + slots)) {
            assertThat(context.getEnvironment()
                            .getProperty("spring.datasource.hikari.maximum-pool-size", Integer.class))
                    .isEqualTo(connections);
        }
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        return application.run(arguments);
    }
}

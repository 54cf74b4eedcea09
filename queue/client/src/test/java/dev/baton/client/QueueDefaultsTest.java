package dev.baton.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class QueueDefaultsTest {
    static class Application {}

    @Test
    void applicationsHaveThemUnlessTheirOwnPropertiesSayOtherwise(@TempDir Path folder) throws IOException {
        Path own = Files.writeString(folder.resolve("application.properties"), "spring.rabbitmq.host=elsewhere\n");
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);

        try (ConfigurableApplicationContext context =
                application.run("--spring.config.location=" + own.toUri(), "--spring.main.banner-mode=off")) {
            assertThat(context.getEnvironment().getProperty("spring.rabbitmq.host"))
                    .isEqualTo("elsewhere");
            assertThat(context.getEnvironment().getProperty("spring.rabbitmq.port"))
                    .isEqualTo("17672");
        }
    }

    /** A tenth of the 97 that PostgreSQL leaves to applications by default would be too many for a fleet. */
    @ParameterizedTest
    @CsvSource({"1, 4", "4, 7", "7, 10", "64, 10"})
    void thePoolIsAsSmallAsItsSlotsAllow(int slots, int connections) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);

        try (ConfigurableApplicationContext context =
                application.run("--baton.worker.concurrency=" + slots, "--spring.main.banner-mode=off")) {
            assertThat(context.getEnvironment()
                            .getProperty("spring.datasource.hikari.maximum-pool-size", Integer.class))
                    .isEqualTo(connections);
        }
    }
}

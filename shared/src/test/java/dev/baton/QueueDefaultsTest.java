package dev.baton;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
}

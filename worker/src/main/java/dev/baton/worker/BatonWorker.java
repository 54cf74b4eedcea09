package dev.baton.worker;

import dev.baton.SharedConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts a worker. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@Import(SharedConfiguration.class)
public class BatonWorker {
    public static void main(String[] arguments) {
        SpringApplication.run(BatonWorker.class, arguments);
        // The JVM would report SIGTERM as 143; a worker that has drained has ended well.
        SpringApplication.getShutdownHandlers().add(() -> Runtime.getRuntime().halt(0));
    }
}

package dev.baton.worker;

import dev.baton.exit.CleanExit;
import dev.baton.internal.answer.SharedAnswersConfiguration;
import dev.baton.job.PhotoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts a worker. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@Import({PhotoConfiguration.class, SharedAnswersConfiguration.class})
public class BatonWorker {
    public static void main(String[] arguments) {
        CleanExit.onSignals();
        SpringApplication.run(BatonWorker.class, arguments);
    }
}

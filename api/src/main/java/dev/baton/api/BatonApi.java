package dev.baton.api;

import dev.baton.SharedConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts the API. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@Import(SharedConfiguration.class)
public class BatonApi {
    public static void main(String[] arguments) {
        SpringApplication.run(BatonApi.class, arguments);
    }
}

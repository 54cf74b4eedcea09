package dev.baton.api;

import dev.baton.broker.BrokerConfiguration;
import dev.baton.broker.TaskQueue;
import dev.baton.gallery.GalleryConfiguration;
import dev.baton.photo.PhotoTasks;
import dev.baton.photo.format.PhotoInspector;
import dev.baton.photo.format.PhotoLimits;
import dev.baton.photo.store.PhotoStoreConfiguration;
import dev.baton.result.ResultConfiguration;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Starts the API. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableConfigurationProperties(PhotoLimits.class)
@Import({BrokerConfiguration.class, ResultConfiguration.class, PhotoStoreConfiguration.class, GalleryConfiguration.class
})
public class BatonApi {
    public static void main(String[] arguments) {
        SpringApplication.run(BatonApi.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    TaskQueue photoQueue() {
        return new TaskQueue(PhotoTasks.QUEUE);
    }

    @Bean
    PhotoInspector photoInspector(PhotoLimits limits) {
        return new PhotoInspector(limits);
    }
}

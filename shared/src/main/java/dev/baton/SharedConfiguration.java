package dev.baton;

import dev.baton.broker.BrokerConfiguration;
import dev.baton.broker.TaskQueue;
import dev.baton.gallery.GalleryConfiguration;
import dev.baton.photo.PhotoTasks;
import dev.baton.photo.format.PhotoInspector;
import dev.baton.photo.format.PhotoLimits;
import dev.baton.photo.store.PhotoStoreConfiguration;
import dev.baton.result.ResultConfiguration;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All that both the API and a worker need: broker, results, photos and gallery. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PhotoLimits.class)
@Import({BrokerConfiguration.class, ResultConfiguration.class, PhotoStoreConfiguration.class, GalleryConfiguration.class
})
public class SharedConfiguration {
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

package dev.baton.job;

import dev.baton.gallery.GalleryConfiguration;
import dev.baton.photo.format.PhotoInspector;
import dev.baton.photo.format.PhotoLimits;
import dev.baton.photo.store.PhotoStoreConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Where photos are kept, and what was found in them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PhotoLimits.class)
@Import({PhotoStoreConfiguration.class, GalleryConfiguration.class, JobConfiguration.class})
public class PhotoConfiguration {
    @Bean
    PhotoInspector photoInspector(PhotoLimits limits) {
        return new PhotoInspector(limits);
    }
}

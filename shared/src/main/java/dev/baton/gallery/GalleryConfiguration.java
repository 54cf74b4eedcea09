package dev.baton.gallery;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens the gallery in the application's database. */
@Configuration(proxyBeanMethods = false)
public class GalleryConfiguration {
    @Bean
    Gallery gallery(JdbcClient jdbc) {
        return new Gallery(jdbc);
    }

    @Bean
    FaceIndex faceIndex(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new FaceIndex(jdbc, new TransactionTemplate(transactions));
    }
}

package dev.baton.job;

import dev.baton.gallery.Gallery;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.photo.store.PhotoStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes jobs, for the API and the workers. */
@Configuration(proxyBeanMethods = false)
public class JobConfiguration {
    @Bean
    JobRemoval jobRemoval(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            FinishedTasks finished,
            Gallery gallery,
            PhotoStore photos) {
        return new JobRemoval(jdbc, new TransactionTemplate(transactions), finished, gallery, photos);
    }
}

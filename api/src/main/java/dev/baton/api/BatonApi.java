package dev.baton.api;

import dev.baton.exit.CleanExit;
import dev.baton.internal.answer.SharedAnswersConfiguration;
import dev.baton.internal.broker.TaskQueues;
import dev.baton.job.PhotoConfiguration;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.checkin.CheckInConfiguration;
import dev.baton.photo.PhotoTasks;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Starts the API. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@Import({PhotoConfiguration.class, CheckInConfiguration.class, SharedAnswersConfiguration.class})
public class BatonApi {
    public static void main(String[] arguments) {
        CleanExit.onSignals();
        SpringApplication.run(BatonApi.class, arguments);
    }

    @Bean
    TaskQueues taskQueues() {
        return TaskQueues.named(List.of(PhotoTasks.QUEUE, MoodTasks.QUEUE));
    }
}

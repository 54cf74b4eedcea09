package dev.baton.internal.queue;

import dev.baton.client.ClientAutoConfiguration;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.broker.TaskQueues;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Makes any Spring Boot application a worker: it takes the tasks for which the application has handlers. */
@AutoConfiguration(after = ClientAutoConfiguration.class)
// Names that no component of an application has.
@ComponentScan(
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        excludeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = AutoConfiguration.class))
@ConfigurationPropertiesScan
public class WorkerAutoConfiguration {
    /** The queues of the handlers' types, unless the application names others, in its settings or by a bean. */
    @Bean
    @ConditionalOnMissingBean
    TaskQueues taskQueues(List<TaskHandler<?, ?>> handlers, WorkerSettings settings) {
        return settings.queues().isEmpty()
                ? TaskQueues.named(
                        handlers.stream().map(handler -> handler.type().queue()).toList())
                : TaskQueues.named(settings.queues());
    }
}

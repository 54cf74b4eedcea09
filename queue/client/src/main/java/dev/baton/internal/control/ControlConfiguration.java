package dev.baton.internal.control;

import dev.baton.internal.broker.ControlPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Control of tasks, for clients and workers. */
@Configuration(proxyBeanMethods = false)
@Import(RevokeTasksConfiguration.class)
public class ControlConfiguration {
    @Bean("batonWorkerSignals")
    WorkerSignals workerSignals(ControlPublisher control) {
        return new BroadcastSignals(control);
    }
}

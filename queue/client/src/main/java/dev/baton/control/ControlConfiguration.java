package dev.baton.control;

import dev.baton.broker.ControlPublisher;
import dev.baton.ledger.FinishedTasks;
import dev.baton.ledger.Revocations;
import dev.baton.result.ResultStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Control of tasks, for clients and workers. */
@Configuration(proxyBeanMethods = false)
public class ControlConfiguration {
    @Bean
    RevokeTasks revokeTasks(
            Revocations revocations, FinishedTasks finished, ResultStore results, ControlPublisher control) {
        return new RevokeTasks(revocations, finished, results, control);
    }
}

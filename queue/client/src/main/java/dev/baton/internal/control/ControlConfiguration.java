package dev.baton.internal.control;

import dev.baton.internal.broker.ControlPublisher;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.Revocations;
import dev.baton.internal.result.ResultStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Control of tasks, for clients and workers. */
@Configuration(proxyBeanMethods = false)
public class ControlConfiguration {
    @Bean("batonRevokeTasks")
    RevokeTasks revokeTasks(
            Revocations revocations, FinishedTasks finished, ResultStore results, ControlPublisher control) {
        return new RevokeTasks(revocations, finished, results, control);
    }
}

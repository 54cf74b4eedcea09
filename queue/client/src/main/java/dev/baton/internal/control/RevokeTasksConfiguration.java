package dev.baton.internal.control;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.Revocations;
import dev.baton.internal.result.ResultStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has tasks revoked, however workers are told. */
@Configuration(proxyBeanMethods = false)
public class RevokeTasksConfiguration {
    @Bean("batonRevokeTasks")
    RevokeTasks revokeTasks(
            Revocations revocations, FinishedTasks finished, ResultStore results, WorkerSignals workers) {
        return new RevokeTasks(revocations, finished, results, workers);
    }
}

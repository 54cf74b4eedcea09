package dev.baton.client;

import dev.baton.internal.broker.FairPublisher;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.flow.Flows;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ResultStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The front door of a sender, whoever takes what it sends. */
@Configuration(proxyBeanMethods = false)
public class TasksConfiguration {
    @Bean("batonTaskEnds")
    Ends ends(ResultStore results, FinishedTasks finished) {
        return new Ends(results, finished);
    }

    @Bean("batonTasks")
    Tasks tasks(Sender sender, Flows flows, RevokeTasks revocation, Ends ends) {
        return new Tasks(sender, flows, revocation, ends);
    }

    @Bean("batonSender")
    Sender sender(TaskPublisher publisher, FairPublisher fairPublisher, Clock clock) {
        return new Sender(publisher, fairPublisher, clock);
    }
}

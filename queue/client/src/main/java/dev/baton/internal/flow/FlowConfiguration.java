package dev.baton.internal.flow;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.result.ChordCounts;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Plans and sends workflows, for clients and workers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TaskRoutes.class)
public class FlowConfiguration {
    @Bean("batonFlowPlanner")
    Planner planner(MessageCodec codec, TaskRoutes routes, ObjectProvider<TaskRoutes.Known> known, Clock clock) {
        // Asked for late: handlers may start workflows themselves.
        TaskRoutes.Known late =
                task -> Optional.ofNullable(known.getIfAvailable()).flatMap(here -> here.queueOf(task));
        return new Planner(codec, routes.among(late), clock);
    }

    @Bean("batonTaskFlows")
    Flows flows(
            Planner planner,
            Chords chords,
            ChordCounts counts,
            ScheduledTasks scheduled,
            TaskPublisher publisher,
            PlatformTransactionManager transactions) {
        return new Flows(planner, chords, counts, scheduled, publisher, new TransactionTemplate(transactions));
    }
}

package dev.baton.internal.queue.periodic;

import dev.baton.internal.periodic.Ticks;
import dev.baton.internal.queue.recovery.Recoveries;
import dev.baton.internal.queue.settle.WorkerIdentity;
import dev.baton.periodic.PeriodicTask;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has this worker send the periodic tasks that are beans and those of the configuration. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PeriodicSettings.class)
public class PeriodicTaskConfiguration {
    @Bean("batonPeriodicScheduler")
    @ConditionalOnBooleanProperty(name = "baton.periodic.enabled", matchIfMissing = true)
    PeriodicScheduler periodicScheduler(
            PeriodicScheduler.Node node,
            List<PeriodicTask> beans,
            Recoveries recoveries,
            PeriodicSettings settings,
            Ticks ticks) {
        List<PeriodicTask> all = Stream.of(beans, recoveries.all(), settings.definitions())
                .flatMap(List::stream)
                .toList();
        if (all.stream().map(PeriodicTask::name).distinct().count() < all.size()) {
            throw new IllegalStateException("two periodic tasks have the same name: " + all);
        }
        return new PeriodicScheduler(node, all, ticks);
    }

    @Bean("batonPeriodicNode")
    PeriodicScheduler.Node periodicNode(
            WorkerIdentity identity, DataSource database, PeriodicSettings settings, Clock clock) {
        return new PeriodicScheduler.Node(identity.hostname(), database, settings, clock);
    }
}

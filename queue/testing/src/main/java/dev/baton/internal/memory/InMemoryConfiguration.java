package dev.baton.internal.memory;

import dev.baton.internal.result.ResultSettings;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps in memory what others keep in services. It takes part in the transactions of the application's transaction manager. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ResultSettings.class)
public class InMemoryConfiguration {
    @Bean("batonInMemoryLedger")
    InMemoryLedger ledger() {
        return new InMemoryLedger();
    }

    @Bean("batonFinishedTasks")
    InMemoryFinishedTasks finishedTasks(InMemoryLedger ledger, PlatformTransactionManager transactions, Clock clock) {
        return new InMemoryFinishedTasks(ledger, new TransactionTemplate(transactions), clock);
    }

    @Bean("batonScheduledTasks")
    InMemoryScheduledTasks scheduledTasks(InMemoryLedger ledger, PlatformTransactionManager transactions, Clock clock) {
        return new InMemoryScheduledTasks(ledger, new TransactionTemplate(transactions), clock);
    }

    @Bean("batonTaskGates")
    InMemoryGates gates(
            InMemoryLedger ledger,
            InMemoryScheduledTasks scheduled,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new InMemoryGates(ledger, scheduled, new TransactionTemplate(transactions), clock);
    }

    @Bean("batonRevokedStamps")
    InMemoryRevokedStamps revokedStamps(InMemoryLedger ledger, Clock clock) {
        return new InMemoryRevokedStamps(ledger, clock);
    }

    @Bean("batonRedeliveries")
    InMemoryRedeliveries redeliveries(InMemoryLedger ledger) {
        return new InMemoryRedeliveries(ledger);
    }

    @Bean("batonDeadLetterLedger")
    InMemoryDeadLetterLedger deadLetters(InMemoryLedger ledger, Clock clock) {
        return new InMemoryDeadLetterLedger(ledger, clock);
    }

    @Bean("batonTurns")
    InMemoryRates rates(InMemoryLedger ledger, Clock clock) {
        return new InMemoryRates(ledger, clock);
    }

    @Bean("batonTaskChords")
    InMemoryChords chords(InMemoryLedger ledger, PlatformTransactionManager transactions, Clock clock) {
        return new InMemoryChords(ledger, new TransactionTemplate(transactions), clock);
    }

    @Bean("batonChordCounts")
    InMemoryChordCounts chordCounts(ResultSettings settings, Clock clock) {
        return new InMemoryChordCounts(settings.resultTtl(), clock);
    }

    @Bean("batonResultStore")
    InMemoryResultStore resultStore(ResultSettings settings, Clock clock) {
        return new InMemoryResultStore(settings, clock);
    }

    @Bean("batonQueues")
    InMemoryQueues queues() {
        return new InMemoryQueues();
    }
}

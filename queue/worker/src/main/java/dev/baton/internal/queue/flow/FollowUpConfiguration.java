package dev.baton.internal.queue.flow;

import dev.baton.handler.TaskHandler;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.flow.Chords;
import dev.baton.internal.flow.Flows;
import dev.baton.internal.flow.Planner;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.queue.events.Ends;
import dev.baton.internal.queue.schedule.Schedule;
import dev.baton.internal.result.ChordCounts;
import dev.baton.internal.result.ResultSettings;
import dev.baton.internal.result.ResultStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Has what follows a task begin, and ends chords. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChordSettings.class)
public class FollowUpConfiguration {
    @Bean("batonHandledTypes")
    HandledTypes handledTypes(List<TaskHandler<?, ?>> handlers) {
        return new HandledTypes(handlers);
    }

    @Bean("batonSuccessors")
    Successors successors(
            Planner planner, Flows flows, FinishedTasks finished, Chords chords, HandledTypes types, Clock clock) {
        return new Successors(planner, flows, finished, chords, types, clock);
    }

    @Bean("batonLostChords")
    LostChords lostChords(
            Chords chords,
            ResultStore results,
            ChordSettings settings,
            ResultSettings kept,
            MeterRegistry meters,
            Clock clock) {
        return new LostChords(chords, results, settings, kept, meters, clock);
    }

    @Bean("batonChordEnds")
    ChordEnds chordEnds(
            Chords chords, ChordCounts counts, LostChords lost, Successors successors, Schedule schedule, Clock clock) {
        return new ChordEnds(chords, counts, lost, successors, schedule, clock);
    }

    @Bean("batonFollowUps")
    FollowUps followUps(
            Successors successors, ChordEnds chordEnds, Schedule schedule, PlatformTransactionManager transactions) {
        return new FollowUps(successors, chordEnds, schedule, transactions);
    }

    @Bean("batonCancelledTasks")
    CancelledTasks cancelledTasks(
            ScheduledTasks scheduled,
            FinishedTasks finished,
            FollowUps followUps,
            MessageCodec codec,
            Ends ends,
            PlatformTransactionManager transactions) {
        return new CancelledTasks(scheduled, finished, followUps, codec, ends, transactions);
    }
}

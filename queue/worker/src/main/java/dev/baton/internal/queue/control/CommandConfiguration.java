package dev.baton.internal.queue.control;

import dev.baton.handler.RateLimits;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.event.LamportClock;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.queue.events.Heart;
import dev.baton.internal.queue.events.WorkerEvents;
import dev.baton.internal.queue.execute.Handlers;
import dev.baton.internal.queue.execute.RevokedTasks;
import dev.baton.internal.queue.execute.RunningTasks;
import dev.baton.internal.queue.lifecycle.Shutdown;
import dev.baton.internal.queue.settle.WorkerIdentity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what answers the commands of Celery's operators. */
@Configuration(proxyBeanMethods = false)
public class CommandConfiguration {
    @Bean("batonLedgers")
    Ledgers ledgers(ScheduledTasks scheduled, FinishedTasks finished) {
        return new Ledgers(scheduled, finished);
    }

    @Bean("batonInspection")
    Inspection inspection(
            RunningTasks running,
            Ledgers ledgers,
            Handlers handlers,
            Intake intake,
            WorkerIdentity identity,
            LamportClock clock) {
        return new Inspection(running, ledgers, handlers, intake, identity, clock);
    }

    @Bean("batonSteering")
    Steering steering(
            Intake intake, Handlers handlers, WorkerEvents events, Heart heart, Shutdown shutdown, RateLimits rates) {
        return new Steering(intake, handlers, events, heart, shutdown, rates);
    }

    @Bean("batonControlCommands")
    ControlCommands controlCommands(
            Inspection inspection,
            Steering steering,
            RunningTasks running,
            RevokedTasks revoked,
            RevokeTasks revoking) {
        return new ControlCommands(inspection, steering, running, revoked, revoking);
    }
}

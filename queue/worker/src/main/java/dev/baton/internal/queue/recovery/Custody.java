package dev.baton.internal.queue.recovery;

import dev.baton.handler.TaskHandler;
import dev.baton.internal.broker.BrokerSettings;
import dev.baton.internal.ledger.SentAttempts.Sent;
import dev.baton.internal.queue.execute.Handlers;
import dev.baton.internal.result.ResultSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** How long workers may hold tasks, and where it is known that these have ended. */
final class Custody {
    /** Beyond its limit, until a task's end is noted or its process has ended. */
    private static final Duration MARGIN = Duration.ofMinutes(1);
    /** Each time that a task is sent again it is waited for twice as long, lest a queue that is not served fill with its messages. */
    private static final int MOST_DOUBLINGS = 10;

    private final ObjectProvider<Handlers> handlers;
    private final RecoverySettings settings;
    private final BrokerSettings broker;
    private final ResultSettings results;
    private final Clock clock;

    Custody(
            ObjectProvider<Handlers> handlers,
            RecoverySettings settings,
            BrokerSettings broker,
            ResultSettings results,
            Clock clock) {
        this.handlers = handlers;
        this.settings = settings;
        this.broker = broker;
        this.results = results;
        this.clock = clock;
    }

    /** Tells whether the end of {@code task}, had it ended, would be known: not of tasks that other programs run, or whose result nobody wants. */
    boolean wouldKnowTheEndOf(Sent task) {
        Optional<TaskHandler<?, ?>> handler = handlers.getObject().find(task.task());
        return handler.isPresent()
                && (handler.get().hasEffects()
                        || (!task.ignoresResult()
                                && task.sentAt().isAfter(clock.instant().minus(results.tombstoneTtl()))));
    }

    /** Tells whether the result store alone knows the end of {@code task}. */
    boolean isPure(Sent task) {
        return handlers.getObject()
                .find(task.task())
                .filter(one -> !one.hasEffects())
                .isPresent();
    }

    /** Returns how long a worker may hold {@code task} that was handed to it: until its hard limit, and else until the broker takes it back. */
    Duration longest(Sent task) {
        Duration hard = Objects.requireNonNullElseGet(task.hardLimit(), () -> ownLimit(task));
        Duration atLeast = hard.plus(MARGIN).compareTo(settings.after()) > 0 ? hard.plus(MARGIN) : settings.after();
        return atLeast.multipliedBy(1L << Math.min(MOST_DOUBLINGS, task.recovered()));
    }

    private Duration ownLimit(Sent task) {
        return handlers.getObject()
                .find(task.task())
                .flatMap(handler -> Optional.ofNullable(
                        handlers.getObject().limitsOf(handler).hard()))
                .orElse(broker.consumerTimeout());
    }
}

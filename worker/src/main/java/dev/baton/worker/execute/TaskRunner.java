package dev.baton.worker.execute;

import dev.baton.celery.ArgumentBinder;
import dev.baton.celery.UnbindableArgumentsException;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceCancelledException;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.worker.retry.FailurePolicy;
import dev.baton.worker.settle.Settlement;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs one task to the outcome that stands: its own, or that of an earlier delivery of the same task. */
@Component
public final class TaskRunner {
    private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);

    private final Handlers handlers;
    private final Settlement settlement;
    private final Persistence persistence;
    private final RunningTasks running;
    private final TaskMetrics metrics;
    private final Clock clock;

    TaskRunner(
            Handlers handlers,
            Settlement settlement,
            Persistence persistence,
            RunningTasks running,
            TaskMetrics metrics,
            Clock clock) {
        this.handlers = handlers;
        this.settlement = settlement;
        this.persistence = persistence;
        this.running = running;
        this.metrics = metrics;
        this.clock = clock;
        log.info("Tasks that run here: {}", String.join(", ", handlers.names()));
    }

    /**
     * Runs {@code request}. When it returns, the effects are committed and the message may be acknowledged.
     *
     * @throws HandedBackException where the worker must stop before the task has ended
     */
    public TaskSnapshot run(TaskRequest request) {
        Instant begun = clock.instant();
        Optional<TaskSnapshot> earlier =
                persistence.insist("look up task " + request.id(), () -> settlement.earlier(request.id()));
        if (earlier.isPresent()) {
            log.info(
                    "{} {} was delivered again and had ended: {}",
                    request.task(),
                    request.id(),
                    earlier.get().state());
            handlers.find(request.task()).ifPresent(handler -> cleanUp(handler, request));
            return settlement.announce(earlier.get(), request);
        }
        TaskSnapshot ended = refusalOf(request)
                .map(refusal -> end(request, () -> refusal))
                .orElseGet(() -> runWith(handlers.find(request.task()).orElseThrow(), request));
        // A name that anybody may send must not make a time series of its own.
        String known = handlers.find(request.task()).isPresent() ? request.task() : "unknown";
        metrics.record(known, ended.state(), begun);
        return settlement.announce(ended, request);
    }

    /** Ends {@code request} as failed without running it. */
    public TaskSnapshot giveUp(TaskRequest request, TaskFailure failure) {
        return settlement.announce(end(request, () -> new TaskOutcome.GivenUp(failure)), request);
    }

    private Optional<TaskOutcome> refusalOf(TaskRequest request) {
        if (request.conditions().isExpired(clock.instant())) {
            return Optional.of(new TaskOutcome.Revoked("expired"));
        }
        if (handlers.find(request.task()).isEmpty()) {
            return Optional.of(new TaskOutcome.GivenUp(
                    new TaskFailure("NotRegistered", request.task(), "celery.exceptions", null)));
        }
        if (!request.workflow().isEmpty() || request.conditions().isEarly(clock.instant())) {
            return Optional.of(new TaskOutcome.GivenUp(TaskFailure.refusal(
                    "UnsupportedRequest", "callbacks, chains, chords and an eta in the future are not supported")));
        }
        return Optional.empty();
    }

    private <I extends Record> TaskSnapshot runWith(TaskHandler<I, ?> handler, TaskRequest request) {
        I input;
        try {
            input = ArgumentBinder.bind(request, handler.type());
        } catch (UnbindableArgumentsException e) {
            TaskFailure failure = TaskFailure.refusal("UnbindableArguments", String.valueOf(e.getMessage()));
            return end(request, () -> new TaskOutcome.GivenUp(failure));
        }
        settlement.started(request);
        TaskSnapshot ended = end(request, outcomeOf(handler, request, input));
        handler.cleanUp(input);
        return ended;
    }

    private <I extends Record> Supplier<TaskOutcome> outcomeOf(
            TaskHandler<I, ?> handler, TaskRequest request, I input) {
        try (RunningTasks.Run run = running.begin(request.id())) {
            Cancellation cancellation = run.cancellation();
            TaskHandler.Effects<?> effects = persistence.insist(
                    "run " + request.task() + " " + request.id(),
                    () -> handler.prepare(request.id(), input, cancellation));
            return () -> new TaskOutcome.Succeeded(effects.commit());
        } catch (InferenceCancelledException e) {
            throw new HandedBackException("the worker stops in the middle of task " + request.id(), e);
        } catch (HandedBackException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Also what a photo does to native memory or to the stack: thrown on, it would end one worker after the
            // other.
            TaskFailure failure = FailurePolicy.describe(e);
            if (failure.traceback() != null) {
                log.error("{} {} failed", request.task(), request.id(), e);
            }
            return () -> new TaskOutcome.GivenUp(failure);
        }
    }

    private TaskSnapshot end(TaskRequest request, Supplier<TaskOutcome> effects) {
        return persistence.insist("end task " + request.id(), () -> settlement.end(request, effects));
    }

    private static <I extends Record> void cleanUp(TaskHandler<I, ?> handler, TaskRequest request) {
        try {
            handler.cleanUp(ArgumentBinder.bind(request, handler.type()));
        } catch (UnbindableArgumentsException e) {
            log.debug("Task {} never ran, so nothing is left of it", request.id(), e);
        }
    }
}

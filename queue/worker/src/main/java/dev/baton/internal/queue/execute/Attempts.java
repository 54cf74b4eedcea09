package dev.baton.internal.queue.execute;

import dev.baton.handler.RefusedException;
import dev.baton.handler.SoftTimeLimitExceededException;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.celery.TaskJson;
import dev.baton.internal.celery.UnbindableArgumentsException;
import dev.baton.internal.queue.retry.FailurePolicy;
import dev.baton.internal.queue.settle.Call;
import dev.baton.internal.queue.settle.HandedBackException;
import dev.baton.internal.queue.settle.Persistence;
import dev.baton.task.ConcurrencyKey;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TimeLimits;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one attempt at a task: within its limits, and until it is told to end. */
final class Attempts {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    /** Of a task that can never succeed: its name and id, and the failure's type and message. */
    static final String REFUSED = "{} {} is refused: {}: {}";

    private final Persistence persistence;
    private final RunningTasks running;
    private final Watchdog watchdog;
    private final FailurePolicy policy;

    Attempts(Persistence persistence, RunningTasks running, Watchdog watchdog, FailurePolicy policy) {
        this.persistence = persistence;
        this.running = running;
        this.watchdog = watchdog;
        this.policy = policy;
    }

    /**
     * Runs {@code call}.
     *
     * @throws HandedBackException where the worker must stop before it is done
     */
    AttemptResult make(Call<?> call) {
        TaskRequest request = call.request();
        try {
            Object unused = call.input();
        } catch (UnbindableArgumentsException e) {
            TaskFailure refusal = TaskFailure.refusal("UnbindableArguments", String.valueOf(e.getMessage()));
            log.warn(REFUSED, request.task(), request.id(), refusal.type(), refusal.message());
            return AttemptResult.End.of(new TaskOutcome.GivenUp(refusal));
        }
        TimeLimits limits = watchdog.limitsOf(call);
        try (Run run = running.begin(request)) {
            Watchdog.Watch watch = watchdog.watch(run, limits);
            try {
                TaskHandler.Effects<?> effects =
                        persistence.insist("run " + request.task() + " " + request.id(), () -> prepared(call, run));
                return run.stopReason().filter(StopReason.REVOKED::equals).isPresent()
                        ? revoked()
                        : new AttemptResult.End(() -> committed(effects), true);
            } catch (RuntimeException | Error e) {
                // Errors too: what a photo does to native memory or to the stack, thrown on, would end one worker
                // after the other.
                return failed(call, run, limits, HandlerFailedException.unwrap(e));
            } finally {
                watch.close();
            }
        }
    }

    private static <I extends Record> TaskHandler.Effects<?> prepared(Call<I> call, Run run) {
        try {
            // Where its key could not be told, it was taken to have none.
            Optional<ConcurrencyKey> unused = call.handler().concurrency(call.input());
            return Objects.requireNonNull(
                    call.handler().prepare(run, call.input()), "the handler prepared nothing to commit");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new HandlerFailedException(e);
        }
    }

    private static TaskOutcome committed(TaskHandler.Effects<?> effects) {
        try {
            Object output = effects.commit();
            // What cannot be written fails here, and not among the results of others.
            return new TaskOutcome.Succeeded(output == null ? null : TaskJson.plain(output));
        } catch (RuntimeException | Error e) {
            if (FailurePolicy.isDatabaseOutage(e)) {
                throw e;
            }
            throw new HandlerFailedException(e);
        }
    }

    private AttemptResult failed(Call<?> call, Run run, TimeLimits limits, Throwable failure) {
        Optional<StopReason> reason = run.stopReason();
        if (reason.isEmpty()) {
            if (failure instanceof HandedBackException handedBack) {
                throw handedBack;
            }
            return failed(call, failure);
        }
        // What a run throws after it was told to end is the end that was asked for.
        return switch (reason.get()) {
            case SHUTDOWN ->
                throw new HandedBackException("the worker stops in the middle of task " + run.id(), failure);
            case REVOKED -> revoked();
            case SOFT_LIMIT ->
                failed(
                        call,
                        new SoftTimeLimitExceededException(
                                Optional.ofNullable(limits.soft()).orElse(Duration.ZERO), failure));
        };
    }

    /** Returns what becomes of a task whose effects {@code failure} undid. */
    AttemptResult undone(Call<?> call, RuntimeException failure) {
        return failed(call, HandlerFailedException.unwrap(failure));
    }

    private AttemptResult failed(Call<?> call, Throwable failure) {
        TaskRequest request = call.request();
        TaskFailure described = FailurePolicy.describe(failure);
        int retries = request.conditions().retries();
        Optional<Duration> delay =
                policy.delayBeforeRetry(failure, call.handler().retries(), retries);
        if (delay.isPresent()) {
            log.warn(
                    "{} {} failed in attempt {} and is tried again in {} ms: {}",
                    request.task(),
                    request.id(),
                    retries + 1,
                    delay.get().toMillis(),
                    failure.toString());
            return new AttemptResult.Again(delay.get(), described);
        }
        if (failure instanceof RefusedException) {
            log.info(REFUSED, request.task(), request.id(), described.type(), described.message());
        } else {
            log.error("{} {} failed in attempt {}", request.task(), request.id(), retries + 1, failure);
        }
        return AttemptResult.End.of(new TaskOutcome.GivenUp(described));
    }

    private static AttemptResult revoked() {
        return AttemptResult.End.of(new TaskOutcome.Revoked("terminated"));
    }
}

package dev.baton.queue.execute;

import dev.baton.queue.builtin.Unsupported;
import dev.baton.queue.settle.Call;
import dev.baton.queue.settle.Delivery;
import dev.baton.queue.settle.HandedBackException;
import dev.baton.queue.settle.Persistence;
import dev.baton.queue.settle.Settlement;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Runs one task to the outcome that stands: its own, or that of an earlier delivery; or has it wait for its time. */
@Component
public final class TaskRunner {
    private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final Handlers handlers;
    private final Attempts attempts;
    private final Settlement settlement;
    private final Persistence persistence;
    private final TaskMetrics metrics;
    private final Clock clock;

    TaskRunner(
            Handlers handlers,
            Attempts attempts,
            Settlement settlement,
            Persistence persistence,
            TaskMetrics metrics,
            Clock clock) {
        this.handlers = handlers;
        this.attempts = attempts;
        this.settlement = settlement;
        this.persistence = persistence;
        this.metrics = metrics;
        this.clock = clock;
        log.info("Tasks that run here: {}", String.join(", ", handlers.names()));
    }

    /**
     * Runs what was delivered, on one of {@code threads}. When that is done, the effects are committed, or the task waits in the
     * schedule, and the message may be acknowledged. What depends on it may run on a thread that must not be held up; it fails with
     * {@link HandedBackException} where the worker must stop before that.
     */
    public CompletionStage<Void> run(Delivery delivery, Executor threads) {
        TaskRequest request = delivery.request();
        Call<?> call = Call.of(handlers.find(request.task()).orElse(null), delivery);
        if (!call.isPure()) {
            return CompletableFuture.supplyAsync(() -> runFenced(call), threads).thenCompose(Function.identity());
        }
        return settlement
                .pure()
                .find(request.id())
                .handleAsync(
                        (known, failure) -> runPure(call, failure == null ? known : earlier(request)),
                        threads)
                .thenCompose(Function.identity());
    }

    /** Runs a task that has nothing to commit; it was found to have ended {@code earlier}, or not. */
    private CompletionStage<Void> runPure(Call<?> call, Optional<TaskSnapshot> earlier) {
        TaskRequest request = call.request();
        Instant begun = clock.instant();
        if (earlier.isPresent()) {
            log.info(
                    "{} {} had ended: {}",
                    request.task(),
                    request.id(),
                    earlier.get().state());
            call.cleanUp().ifPresent(Runnable::run);
            return attempts.leave(call.delivery(), settlement.pure().tellAgain(request, earlier.get()));
        }
        // A run before this one may have been ended at its hard limit, which is in the database alone where no result
        // is wanted.
        boolean nowRuns = !call.delivery().isRepeated()
                && !request.conditions().isEarly(begun)
                && !request.conditions().isExpired(begun);
        if (!nowRuns || !attempts.areFree(call)) {
            return runFenced(call);
        }
        Function<Supplier<TaskOutcome>, CompletionStage<TaskSnapshot>> end = effects -> settlement
                .pure()
                .end(request, persistence.insist("run " + request.id() + " to its end", effects), begun);
        CompletionStage<Void> ended =
                conclude(call, attempts.make(call), end).thenAccept(state -> metrics.record(request.task(), state, begun));
        return attempts.leave(call.delivery(), ended);
    }

    /** Returns how {@code request} has ended, as far as the database knows. */
    public Optional<TaskSnapshot> earlier(TaskRequest request) {
        return persistence.insist("look up task " + request.id(), () -> settlement.earlier(request.id()));
    }

    private CompletionStage<Void> runFenced(Call<?> call) {
        TaskRequest request = call.request();
        Optional<TaskSnapshot> earlier = earlier(request);
        if (earlier.isPresent()) {
            answerAgain(call, earlier.get());
        } else if (persistence.insist("look up task " + request.id(), () -> settlement.isSuperseded(request))) {
            log.info("{} {} was delivered again and waits for its next attempt", request.task(), request.id());
        } else {
            persistence.insist("note what waits for task " + request.id(), () -> settlement.receive(request));
            runFirst(call);
        }
        return attempts.leave(call.delivery(), DONE);
    }

    private void answerAgain(Call<?> call, TaskSnapshot earlier) {
        TaskRequest request = call.request();
        log.info("{} {} was delivered again and had ended: {}", request.task(), request.id(), earlier.state());
        call.cleanUp().ifPresent(Runnable::run);
        settlement.announce(earlier, request);
    }

    private void runFirst(Call<?> call) {
        TaskRequest request = call.request();
        Instant begun = clock.instant();
        Optional<TaskOutcome> refusal = refusalOf(call);
        TaskState state;
        if (refusal.isPresent()) {
            state = end(request, refusal::orElseThrow, null).state();
        } else if (request.conditions().isEarly(begun)) {
            Instant eta = Objects.requireNonNull(request.conditions().eta());
            persistence.insist("schedule task " + request.id(), () -> settlement.postpone(call.delivery(), eta));
            return;
        } else {
            if (attempts.mustWait(call)) {
                return;
            }
            state = conclude(
                            call,
                            attempts.make(call),
                            effects -> CompletableFuture.completedFuture(end(request, effects, begun)))
                    .toCompletableFuture()
                    .join();
        }
        // A name that anybody may send must not make a time series of its own.
        String known = call.hasHandler() ? request.task() : "unknown";
        metrics.record(known, state, begun);
    }

    /** Ends {@code request} as failed without running it. */
    public TaskSnapshot giveUp(TaskRequest request, TaskFailure failure) {
        return end(request, () -> new TaskOutcome.GivenUp(failure), null);
    }

    /** Ends {@code request} as expired without running it. */
    public void expire(TaskRequest request) {
        end(request, () -> new TaskOutcome.Revoked("expired"), null);
    }

    private Optional<TaskOutcome> refusalOf(Call<?> call) {
        TaskRequest request = call.request();
        if (attempts.areRevoked(request)) {
            return Optional.of(new TaskOutcome.Revoked("revoked"));
        }
        if (request.conditions().isExpired(clock.instant())) {
            return Optional.of(new TaskOutcome.Revoked("expired"));
        }
        if (!call.hasHandler()) {
            return Optional.of(new TaskOutcome.GivenUp(Unsupported.refusalOf(request.task())
                    .orElseGet(() -> new TaskFailure("NotRegistered", request.task(), "celery.exceptions", null))));
        }
        return settlement.refusalOf(request).map(TaskOutcome.GivenUp::new);
    }

    private CompletionStage<TaskState> conclude(
            Call<?> call,
            AttemptResult result,
            Function<Supplier<TaskOutcome>, CompletionStage<TaskSnapshot>> end) {
        TaskRequest request = call.request();
        if (result instanceof AttemptResult.Again again) {
            Instant due = clock.instant().plus(again.delay());
            persistence.insist("schedule task " + request.id(), () -> settlement.retry(call.delivery(), again.failure(), due));
            return CompletableFuture.completedFuture(TaskState.RETRY);
        }
        AttemptResult.End ending = (AttemptResult.End) result;
        CompletionStage<TaskSnapshot> ended;
        try {
            ended = end.apply(ending.effects());
        } catch (HandlerFailedException e) {
            return conclude(call, attempts.failed(call, e.thrown()), end);
        } catch (DataAccessException | TransactionException e) {
            // What the database finds only when the effects are to be committed.
            if (!ending.hasEffects()) {
                throw e;
            }
            return conclude(call, attempts.failed(call, e), end);
        }
        call.cleanUp().ifPresent(clean -> {
            ended.toCompletableFuture().join();
            clean.run();
        });
        return ended.thenApply(TaskSnapshot::state);
    }

    private TaskSnapshot end(TaskRequest request, Supplier<TaskOutcome> effects, @Nullable Instant begun) {
        TaskSnapshot ended = persistence.insist("end task " + request.id(), () -> settlement.end(request, effects));
        return settlement.announce(ended, request, begun);
    }
}

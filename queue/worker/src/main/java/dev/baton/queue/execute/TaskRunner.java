package dev.baton.queue.execute;

import dev.baton.celery.ArgumentBinder;
import dev.baton.celery.UnbindableArgumentsException;
import dev.baton.queue.TaskHandler;
import dev.baton.queue.builtin.Unsupported;
import dev.baton.queue.settle.Delivery;
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
        boolean isAlone = request.workflow().isEmpty() && request.marks().isEmpty();
        Optional<TaskHandler<?, ?>> pure =
                handlers.find(request.task()).filter(handler -> isAlone && !handler.hasEffects());
        if (pure.isEmpty()) {
            return CompletableFuture.supplyAsync(() -> runFenced(delivery), threads)
                    .thenCompose(Function.identity());
        }
        return settlement
                .pure()
                .find(request.id())
                .handleAsync(
                        (known, failure) -> runPure(pure.get(), delivery, failure == null ? known : earlier(request)),
                        threads)
                .thenCompose(Function.identity());
    }

    /** Runs a task that has nothing to commit; it was found to have ended {@code earlier}, or not. */
    private <I extends Record> CompletionStage<Void> runPure(
            TaskHandler<I, ?> handler, Delivery delivery, Optional<TaskSnapshot> earlier) {
        TaskRequest request = delivery.request();
        Instant begun = clock.instant();
        if (earlier.isPresent()) {
            log.info(
                    "{} {} had ended: {}",
                    request.task(),
                    request.id(),
                    earlier.get().state());
            cleanUp(handler, request);
            return attempts.leave(delivery, settlement.pure().tellAgain(request, earlier.get()));
        }
        // A run before this one may have been ended at its hard limit, which is in the database alone where no result
        // is wanted.
        boolean nowRuns = !delivery.isRepeated()
                && !request.conditions().isEarly(begun)
                && !request.conditions().isExpired(begun);
        if (!nowRuns || !attempts.areFree(handler, request)) {
            return runFenced(delivery);
        }
        Function<Supplier<TaskOutcome>, CompletionStage<TaskSnapshot>> end = effects -> settlement
                .pure()
                .end(request, persistence.insist("run " + request.id() + " to its end", effects), begun);
        CompletionStage<Void> ended =
                runWith(handler, delivery, end).thenAccept(state -> metrics.record(request.task(), state, begun));
        return attempts.leave(delivery, ended);
    }

    /** Returns how {@code request} has ended, as far as the database knows. */
    public Optional<TaskSnapshot> earlier(TaskRequest request) {
        return persistence.insist("look up task " + request.id(), () -> settlement.earlier(request.id()));
    }

    private CompletionStage<Void> runFenced(Delivery delivery) {
        TaskRequest request = delivery.request();
        Optional<TaskSnapshot> earlier = earlier(request);
        if (earlier.isPresent()) {
            answerAgain(request, earlier.get());
        } else if (persistence.insist("look up task " + request.id(), () -> settlement.isSuperseded(request))) {
            log.info("{} {} was delivered again and waits for its next attempt", request.task(), request.id());
        } else {
            persistence.insist("note what waits for task " + request.id(), () -> settlement.receive(request));
            runFirst(delivery);
        }
        return attempts.leave(delivery, DONE);
    }

    private void answerAgain(TaskRequest request, TaskSnapshot earlier) {
        log.info("{} {} was delivered again and had ended: {}", request.task(), request.id(), earlier.state());
        handlers.find(request.task()).ifPresent(handler -> cleanUp(handler, request));
        settlement.announce(earlier, request);
    }

    private void runFirst(Delivery delivery) {
        TaskRequest request = delivery.request();
        Instant begun = clock.instant();
        Optional<TaskOutcome> refusal = refusalOf(request);
        TaskState state;
        if (refusal.isPresent()) {
            state = end(request, refusal::orElseThrow, null).state();
        } else if (request.conditions().isEarly(begun)) {
            Instant eta = Objects.requireNonNull(request.conditions().eta());
            persistence.insist("schedule task " + request.id(), () -> settlement.postpone(delivery, eta));
            return;
        } else {
            TaskHandler<?, ?> handler = handlers.find(request.task()).orElseThrow();
            if (attempts.mustWait(handler, delivery)) {
                return;
            }
            state = runWith(
                            handler,
                            delivery,
                            effects -> CompletableFuture.completedFuture(end(request, effects, begun)))
                    .toCompletableFuture()
                    .join();
        }
        // A name that anybody may send must not make a time series of its own.
        String known = handlers.find(request.task()).isPresent() ? request.task() : "unknown";
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

    private Optional<TaskOutcome> refusalOf(TaskRequest request) {
        if (attempts.areRevoked(request)) {
            return Optional.of(new TaskOutcome.Revoked("revoked"));
        }
        if (request.conditions().isExpired(clock.instant())) {
            return Optional.of(new TaskOutcome.Revoked("expired"));
        }
        if (handlers.find(request.task()).isEmpty()) {
            return Optional.of(new TaskOutcome.GivenUp(Unsupported.refusalOf(request.task())
                    .orElseGet(() -> new TaskFailure("NotRegistered", request.task(), "celery.exceptions", null))));
        }
        return settlement.refusalOf(request).map(TaskOutcome.GivenUp::new);
    }

    private <I extends Record> CompletionStage<TaskState> runWith(
            TaskHandler<I, ?> handler,
            Delivery delivery,
            Function<Supplier<TaskOutcome>, CompletionStage<TaskSnapshot>> end) {
        TaskRequest request = delivery.request();
        I input;
        try {
            input = ArgumentBinder.bind(request, handler.type());
        } catch (UnbindableArgumentsException e) {
            TaskFailure failure = TaskFailure.refusal("UnbindableArguments", String.valueOf(e.getMessage()));
            return end.apply(() -> new TaskOutcome.GivenUp(failure)).thenApply(TaskSnapshot::state);
        }
        return conclude(handler, delivery, input, attempts.make(handler, request, input), end);
    }

    private <I extends Record> CompletionStage<TaskState> conclude(
            TaskHandler<I, ?> handler,
            Delivery delivery,
            I input,
            AttemptResult result,
            Function<Supplier<TaskOutcome>, CompletionStage<TaskSnapshot>> end) {
        TaskRequest request = delivery.request();
        if (result instanceof AttemptResult.Again again) {
            Instant due = clock.instant().plus(again.delay());
            persistence.insist("schedule task " + request.id(), () -> settlement.retry(delivery, again.failure(), due));
            return CompletableFuture.completedFuture(TaskState.RETRY);
        }
        AttemptResult.End ending = (AttemptResult.End) result;
        CompletionStage<TaskSnapshot> ended;
        try {
            ended = end.apply(ending.effects());
        } catch (HandlerFailedException e) {
            return conclude(handler, delivery, input, attempts.failed(handler, request, e.thrown()), end);
        } catch (DataAccessException | TransactionException e) {
            // What the database finds only when the effects are to be committed.
            if (!ending.hasEffects()) {
                throw e;
            }
            return conclude(handler, delivery, input, attempts.failed(handler, request, e), end);
        }
        handler.cleanUp(input).ifPresent(clean -> {
            ended.toCompletableFuture().join();
            clean.run();
        });
        return ended.thenApply(TaskSnapshot::state);
    }

    private TaskSnapshot end(TaskRequest request, Supplier<TaskOutcome> effects, @Nullable Instant begun) {
        TaskSnapshot ended = persistence.insist("end task " + request.id(), () -> settlement.end(request, effects));
        return settlement.announce(ended, request, begun);
    }

    private static <I extends Record> void cleanUp(TaskHandler<I, ?> handler, TaskRequest request) {
        try {
            handler.cleanUp(ArgumentBinder.bind(request, handler.type())).ifPresent(Runnable::run);
        } catch (UnbindableArgumentsException e) {
            log.debug("Task {} never ran, so nothing is left of it", request.id(), e);
        }
    }
}

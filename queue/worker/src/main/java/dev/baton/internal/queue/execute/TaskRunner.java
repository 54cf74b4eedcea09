package dev.baton.internal.queue.execute;

import dev.baton.internal.queue.settle.Call;
import dev.baton.internal.queue.settle.DatabaseRecords;
import dev.baton.internal.queue.settle.Delivery;
import dev.baton.internal.queue.settle.HandedBackException;
import dev.baton.internal.queue.settle.IdempotencyRecords;
import dev.baton.internal.queue.settle.ResultStoreRecords;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Runs one task to the outcome that stands: its own, that of an earlier delivery, or a delay. Each delivery is admitted, passes the
 * record of earlier ends and the gate, is attempted, and ends.
 */
public final class TaskRunner {
    private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final Admission admission;
    private final Attempts attempts;
    private final DatabaseRecords inDatabase;
    private final ResultStoreRecords inResultStore;
    private final MeterRegistry meters;
    private final Clock clock;

    TaskRunner(
            Admission admission,
            Attempts attempts,
            DatabaseRecords inDatabase,
            ResultStoreRecords inResultStore,
            MeterRegistry meters,
            Clock clock) {
        this.admission = admission;
        this.attempts = attempts;
        this.inDatabase = inDatabase;
        this.inResultStore = inResultStore;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Runs what was delivered, on one of {@code threads}. When that is done, the effects are committed, or the task waits in the
     * schedule, and the message may be acknowledged. What depends on it may run on a thread that must not be held up; it fails with
     * {@link HandedBackException} where the worker must stop before that.
     */
    public CompletionStage<Void> run(Delivery delivery, Executor threads) {
        Call<?> call = admission.admit(delivery, threads);
        IdempotencyRecords records = call.isPure() ? inResultStore : inDatabase;
        return records.lookUp(delivery.request(), threads, earlier -> afterEarlier(call, records, earlier));
    }

    /** Has {@code call} go on from what {@code records} say of an earlier end. */
    private CompletionStage<Void> afterEarlier(
            Call<?> call, IdempotencyRecords records, Optional<TaskSnapshot> earlier) {
        if (earlier.isPresent()) {
            return admission.leave(call, answerAgain(call, records, earlier.get()));
        }
        if (records == inDatabase) {
            return admission.leave(call, gate(call));
        }
        Instant begun = clock.instant();
        return admission.isFree(call, begun)
                ? admission.leave(call, attempt(call, records, begun))
                : afterEarlier(call, inDatabase, inDatabase.find(call.request()));
    }

    private static CompletionStage<Void> answerAgain(Call<?> call, IdempotencyRecords records, TaskSnapshot earlier) {
        TaskRequest request = call.request();
        log.info("{} {} had ended: {}", request.task(), request.id(), earlier.state());
        call.cleanUp().ifPresent(Runnable::run);
        return records.tellAgain(request, earlier);
    }

    private CompletionStage<Void> gate(Call<?> call) {
        TaskRequest request = call.request();
        if (inDatabase.isSuperseded(request)) {
            log.info("{} {} was delivered again and waits for its next attempt", request.task(), request.id());
            return DONE;
        }
        admission.receive(request);
        Instant begun = clock.instant();
        Optional<TaskOutcome> refusal = admission.refusalOf(call);
        if (refusal.isPresent()) {
            return count(call, inDatabase.end(request, refusal::get, null), begun);
        }
        if (request.conditions().isEarly(begun)) {
            inDatabase.postpone(
                    call.delivery(), Objects.requireNonNull(request.conditions().eta()));
            return DONE;
        }
        return admission.holds(call) ? DONE : attempt(call, inDatabase, begun);
    }

    private CompletionStage<Void> attempt(Call<?> call, IdempotencyRecords records, Instant begun) {
        return end(call, records, attempts.make(call), begun);
    }

    private CompletionStage<Void> end(Call<?> call, IdempotencyRecords records, AttemptResult result, Instant begun) {
        if (result instanceof AttemptResult.Again again) {
            inDatabase.retry(call.delivery(), again.failure(), again.delay());
            count(call, TaskState.RETRY, begun);
            return DONE;
        }
        AttemptResult.End ending = (AttemptResult.End) result;
        CompletionStage<TaskSnapshot> ended;
        try {
            ended = records.end(call.request(), ending.effects(), begun);
        } catch (HandlerFailedException | DataAccessException | TransactionException e) {
            // Some faults of effects the database finds only when they are to be committed.
            if (!ending.hasEffects()) {
                throw e;
            }
            return end(call, records, attempts.undone(call, e), begun);
        }
        Optional<Runnable> cleanUp = call.cleanUp();
        return count(call, cleanUp.isPresent() ? call.after(ended, cleanUp.get()) : ended, begun);
    }

    private CompletionStage<Void> count(Call<?> call, CompletionStage<TaskSnapshot> ended, Instant begun) {
        return ended.thenAccept(end -> count(call, end.state(), begun));
    }

    private void count(Call<?> call, TaskState state, Instant begun) {
        // A name that anybody may send must not make a time series of its own.
        String task = call.hasHandler() ? call.request().task() : "unknown";
        Timer.builder("baton.tasks")
                .description("Runs of tasks, each until its end is stored")
                .tag("task", task)
                .tag("state", state.name())
                .register(meters)
                .record(Duration.between(begun, clock.instant()));
    }
}

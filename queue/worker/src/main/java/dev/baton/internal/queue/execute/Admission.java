package dev.baton.internal.queue.execute;

import dev.baton.internal.queue.builtin.Unsupported;
import dev.baton.internal.queue.flow.FollowUps;
import dev.baton.internal.queue.limit.Turnstile;
import dev.baton.internal.queue.settle.Call;
import dev.baton.internal.queue.settle.Delivery;
import dev.baton.internal.queue.settle.HandedBackException;
import dev.baton.internal.queue.settle.Persistence;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets tasks in: finds what runs them, and whether they may run at all, and now. Where it asks the database it fails with
 * {@link HandedBackException} if the worker must stop before that answers.
 */
final class Admission {
    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    private final Handlers handlers;
    private final RevokedTasks revoked;
    private final FollowUps followUps;
    private final Turnstile turnstile;
    private final Persistence persistence;
    private final Clock clock;

    Admission(
            Handlers handlers,
            RevokedTasks revoked,
            FollowUps followUps,
            Turnstile turnstile,
            Persistence persistence,
            Clock clock) {
        this.handlers = handlers;
        this.revoked = revoked;
        this.followUps = followUps;
        this.turnstile = turnstile;
        this.persistence = persistence;
        this.clock = clock;
    }

    Call<?> admit(Delivery delivery, Executor threads) {
        return new Call<>(handlers.find(delivery.request().task()).orElse(null), delivery, threads);
    }

    /** Tells whether {@code call} may run at {@code now}, as far as this process knows: nobody asks the database. */
    boolean isFree(Call<?> call, Instant now) {
        // A run before this one may have been ended at its hard limit, which is in the database alone where no result
        // is wanted.
        return !call.delivery().isRepeated()
                && !call.request().conditions().isEarly(now)
                && !call.request().conditions().isExpired(now)
                && isUnlimited(call);
    }

    private boolean isUnlimited(Call<?> call) {
        return !revoked.wereHeard(call.request()) && turnstile.isOpen(call);
    }

    /** Notes what waits for {@code request}, which was received. */
    void receive(TaskRequest request) {
        persistence.insist("note what waits for task " + request.id(), () -> followUps.receive(request));
    }

    /** Returns how {@code call} ends without a run, if it must not run. */
    Optional<TaskOutcome> refusalOf(Call<?> call) {
        TaskRequest request = call.request();
        if (persistence.insist("look up what revokes task " + request.id(), () -> revoked.include(request))) {
            return Optional.of(new TaskOutcome.Revoked("revoked"));
        }
        if (request.conditions().isExpired(clock.instant())) {
            return Optional.of(new TaskOutcome.Revoked("expired"));
        }
        if (!call.hasHandler()) {
            return Optional.of(refused(
                    request,
                    Unsupported.refusalOf(request.task())
                            .orElseGet(() ->
                                    new TaskFailure("NotRegistered", request.task(), "celery.exceptions", null))));
        }
        return followUps.refusalOf(request).map(failure -> refused(request, failure));
    }

    private static TaskOutcome refused(TaskRequest request, TaskFailure failure) {
        log.warn(Attempts.REFUSED, request.task(), request.id(), failure.type(), failure.message());
        return new TaskOutcome.GivenUp(failure);
    }

    /** Has {@code call} wait for its turn and its place, if it must, and returns whether it does. */
    boolean holds(Call<?> call) {
        return !isUnlimited(call)
                && persistence.insist("give a turn to task " + call.request().id(), () -> turnstile.holds(call));
    }

    /** Gives back what {@code call} had once it has {@code ended}, or waits again; done when both are. */
    CompletionStage<Void> leave(Call<?> call, CompletionStage<Void> ended) {
        return turnstile.leave(call, ended);
    }
}

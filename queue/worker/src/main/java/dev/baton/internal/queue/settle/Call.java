package dev.baton.internal.queue.settle;

import dev.baton.handler.TaskHandler;
import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.internal.celery.UnbindableArgumentsException;
import dev.baton.task.ConcurrencyKey;
import dev.baton.task.TaskRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One delivery and the handler of its task, which is looked up once. Its arguments are bound once, by the first that needs them. For use by
 * one thread after the other.
 */
public final class Call<I extends Record> {
    private static final Logger log = LoggerFactory.getLogger(Call.class);

    private final @Nullable TaskHandler<I, ?> handler;
    private final Delivery delivery;
    private final Executor threads;
    private @Nullable I input;

    /** Makes a call of {@code handler}, or of none where the task does not run here, on {@code threads}. */
    public Call(@Nullable TaskHandler<I, ?> handler, Delivery delivery, Executor threads) {
        this.handler = handler;
        this.delivery = delivery;
        this.threads = threads;
    }

    public Delivery delivery() {
        return delivery;
    }

    public TaskRequest request() {
        return delivery.request();
    }

    /** Tells whether the task runs here. */
    public boolean hasHandler() {
        return handler != null;
    }

    /** Tells whether the task changes nothing, and nothing waits for its end. */
    public boolean isPure() {
        return handler != null
                && request().workflow().isEmpty()
                && request().marks().isEmpty()
                && !handler.hasEffects();
    }

    /** Returns the handler of a task that runs here. */
    public TaskHandler<I, ?> handler() {
        return Objects.requireNonNull(handler, "the task does not run here");
    }

    /**
     * Returns the task's arguments.
     *
     * @throws UnbindableArgumentsException where they do not fit the handler
     */
    public I input() {
        if (input == null) {
            input = ArgumentBinder.bind(request(), handler().type());
        }
        return input;
    }

    /** Returns the key of the task; one whose arguments do not fit, or whose handler throws, has none, and fails for that when it runs. */
    public Optional<ConcurrencyKey> key() {
        try {
            return handler().concurrency(input());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Returns what removes what only this task needed, if it needed anything. */
    public Optional<Runnable> cleanUp() {
        try {
            return handler == null ? Optional.empty() : handler.cleanUp(input());
        } catch (UnbindableArgumentsException e) {
            log.debug("Task {} never ran, so nothing is left of it", request().id(), e);
            return Optional.empty();
        }
    }

    /** Runs {@code next}, which may wait, after {@code done}: here where that is done already, and else on another of the threads. */
    public <T> CompletionStage<T> after(CompletionStage<T> done, Runnable next) {
        Function<T, T> step = value -> {
            next.run();
            return value;
        };
        return done.toCompletableFuture().isDone() ? done.thenApply(step) : done.thenApplyAsync(step, threads);
    }
}

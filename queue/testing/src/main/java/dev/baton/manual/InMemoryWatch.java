package dev.baton.manual;

import dev.baton.internal.result.ResultWatch;
import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits by the time of this machine: another thread may step the worker. */
final class InMemoryWatch implements ResultWatch {
    private final CompletableFuture<TaskSnapshot> end;
    private final Supplier<Optional<TaskSnapshot>> look;

    InMemoryWatch(CompletableFuture<TaskSnapshot> end, Supplier<Optional<TaskSnapshot>> look) {
        this.end = end;
        this.look = look;
    }

    @Override
    public Optional<TaskSnapshot> awaitFinal(Duration atMost) {
        Optional<TaskSnapshot> known = look.get();
        if (known.filter(snapshot -> snapshot.state().isFinal()).isPresent()) {
            return known;
        }
        try {
            return Optional.of(end.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return look.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return look.get();
        }
    }

    @Override
    public CompletionStage<TaskSnapshot> ended() {
        look.get().filter(snapshot -> snapshot.state().isFinal()).ifPresent(end::complete);
        return end.minimalCompletionStage();
    }

    @Override
    public void close() {
        // Nobody listens where it would cost anything.
    }
}

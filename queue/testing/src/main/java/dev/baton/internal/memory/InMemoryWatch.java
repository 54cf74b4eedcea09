package dev.baton.internal.memory;

import dev.baton.internal.result.ResultWatch;
import dev.baton.task.TaskSnapshot;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    public Optional<TaskSnapshot> find() {
        return look.get();
    }

    @Override
    public CompletionStage<TaskSnapshot> heard() {
        return end.minimalCompletionStage();
    }

    @Override
    public CompletionStage<TaskSnapshot> ended() {
        look.get().filter(snapshot -> snapshot.state().isFinal()).ifPresent(end::complete);
        return heard();
    }

    @Override
    public void close() {
        // Nobody listens where it would cost anything.
    }
}

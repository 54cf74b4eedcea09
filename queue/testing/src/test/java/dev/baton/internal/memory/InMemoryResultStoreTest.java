package dev.baton.internal.memory;

import dev.baton.internal.ledger.LedgerContract;
import dev.baton.internal.result.ResultSettings;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreContract;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryResultStoreTest extends ResultStoreContract {
    private final LedgerContract.Hands clock = new LedgerContract.Hands();

    @Override
    protected ResultStore store(Duration ttl, boolean extended) {
        return new InMemoryResultStore(
                new ResultSettings(
                        URI.create("redis://nowhere:1"),
                        ttl,
                        Duration.ofDays(1),
                        extended,
                        true,
                        false,
                        "",
                        Duration.ofSeconds(1)),
                clock);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void whoListensHearsOfTheEndAndWhoComesLaterFindsIt() {
        ResultStore store = store(Duration.ofHours(1), false);
        TaskId id = TaskId.random();
        CompletionStage<TaskSnapshot> heard = store.watch(id).ended();
        store.save(TaskSnapshot.progress(id, "half"));
        assertThat(heard.toCompletableFuture()).isNotDone();
        TaskSnapshot end = TaskSnapshot.finished(id, new TaskOutcome.Succeeded("done"), clock.instant());

        store.save(end);

        assertThat(heard.toCompletableFuture()).isCompletedWithValue(end);
        assertThat(store.watch(id).ended().toCompletableFuture()).isCompletedWithValue(end);
    }
}

package dev.baton.api;

import dev.baton.mood.MoodPredictions;
import dev.baton.mood.MoodTasks;
import dev.baton.task.TaskOutcome;
import dev.baton.testing.RequiresServices;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Predictions that are to be come back for are kept, so that they are sent again should the broker lose them. */
@RequiresServices
@ExtendWith(RunningApi.class)
class KeptPredictionsIT {
    private final ApiFixture api;
    private final UUID user = UUID.randomUUID();

    KeptPredictionsIT(ApiFixture api) {
        this.api = api;
    }

    @Test
    void whatIsAnsweredAtOnceIsNotKept() {
        CompletableFuture<Answer> quick = api.getLater("/api/v1/predictions/" + user, "Prefer", "wait=20");
        MoodPredictions nothing = new MoodPredictions(3, null, "v1", true, List.of(), null);
        api.worker.endPure(api.worker.take(MoodTasks.QUEUE), new TaskOutcome.Succeeded(nothing));

        quick.join().hasStatus(200);

        assertThat(api.count("scheduled_task")).isZero();
    }

    /** It holds what the user told. */
    @Test
    void whatIsKeptGoesWithItsUser() {
        Answer pending =
                api.get("/api/v1/predictions/" + user, "Prefer", "wait=0").hasStatus(202);

        assertThat(api.jdbc()
                        .sql("select task_id from scheduled_task where sent_at is not null and queue = ?")
                        .param(MoodTasks.QUEUE)
                        .query(String.class)
                        .single())
                .isEqualTo(pending.at("/task_id"));

        api.delete("/api/v1/users/" + user).hasStatus(200);
        assertThat(api.count("scheduled_task")).isZero();
    }
}

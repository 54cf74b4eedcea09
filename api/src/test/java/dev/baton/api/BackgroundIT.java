package dev.baton.api;

import dev.baton.mood.MoodPredictions;
import dev.baton.mood.MoodTasks;
import dev.baton.task.TaskOutcome;
import dev.baton.testing.RequiresServices;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
class BackgroundIT {
    @Test
    void inTheBackgroundEveryPredictionIsToBeComeBackFor(@TempDir Path folder) {
        Map<String, String> settings = Map.of("baton.mood.background-inference", "true", "baton.cache.ttl", "300s");
        try (ApiFixture api = new ApiFixture(folder, settings, fixture -> {})) {
            api.reset();
            UUID user = UUID.randomUUID();
            for (int time = 0; time < 2; time++) {
                Answer pending = api.get("/api/v1/predictions/" + user, "Prefer", "wait=20")
                        .hasStatus(202);
                api.worker.endPure(
                        api.worker.take(MoodTasks.QUEUE),
                        new TaskOutcome.Succeeded(new MoodPredictions(3, null, "v1", true, List.of(), null)));

                assertThat(api.get(pending.header("Location")).hasStatus(200).at("/user_id"))
                        .isEqualTo(user.toString());
            }
        }
    }
}

package dev.baton.api;

import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.ensemble.EnsembleMood;
import dev.baton.mood.ensemble.EnsemblePrediction;
import dev.baton.mood.ensemble.EnsemblePrediction.Member;
import dev.baton.mood.ensemble.EnsemblePrediction.MissingMember;
import dev.baton.mood.ensemble.EpisodeRisks;
import dev.baton.mood.sleep.SleepRecord;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.testing.RequiresServices;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
@ExtendWith(RunningApi.class)
class EnsembleIT {
    private static final String ENSEMBLE = "/api/v1/predictions/ensemble";
    private static final String NIGHT = "{\"start\": \"2026-01-30T23:15\", \"end\": \"2026-01-31T07:00:30\"}";

    private final ApiFixture api;

    EnsembleIT(ApiFixture api) {
        this.api = api;
    }

    private CompletableFuture<Answer> ask(String body) {
        return api.postJsonLater(ENSEMBLE, body, "Prefer", "wait=20");
    }

    @Test
    void sleepAndActivityGoToAWorkerAndItsAnswerComesBack() {
        String minutes = String.join(",", Collections.nCopies(EnsembleMood.MINUTES, "0.25"));
        CompletableFuture<Answer> asked = ask("{\"sleep\": [" + NIGHT + "], \"activity\": [" + minutes + "]}");
        TaskRequest task = api.worker.take(MoodTasks.QUEUE);
        EnsembleMood input = ArgumentBinder.bind(task, MoodTasks.ENSEMBLE);
        EnsemblePrediction prediction = EnsemblePrediction.of(
                List.of(new Member("sleep", 0.6, new EpisodeRisks(0.7, 0.1, 0.4), "m@1")),
                List.of(new MissingMember("activity", "no model is loaded")),
                List.of());
        api.worker.endPure(task, new TaskOutcome.Succeeded(prediction));

        Answer answer = asked.join().hasStatus(200);

        assertThat(input.sleep()).hasSize(1);
        assertThat(input.activity()).hasSize(EnsembleMood.MINUTES);
        assertThat(answer.json().at("/risks/depression").asDouble()).isEqualTo(0.7);
        assertThat(answer.at("/risk_level")).isEqualTo("critical");
        assertThat(answer.at("/missing/0/name")).isEqualTo("activity");
        assertThat(answer.at("/disclaimer")).isNotBlank();
    }

    /** One inside the hour that the clock shows twice was refused, and with it sixty days of requests. */
    @Test
    void timesMayHaveOffsetsAndTheHourThatIsShownTwiceIsTaken() {
        CompletableFuture<Answer> asked = ask("""
                {"time_zone": "Europe/Berlin", "sleep": [{"start": "2026-10-25T02:50", "end": "2026-10-25T02:10"},
                 {"start": "2026-10-25T23:10+01:00", "end": "2026-10-26T07:00+01:00"}]}""");

        TaskRequest task = api.worker.take(MoodTasks.QUEUE);
        EnsembleMood input = ArgumentBinder.bind(task, MoodTasks.ENSEMBLE);
        api.worker.endPure(task, new TaskOutcome.Succeeded(EnsemblePrediction.of(List.of(), List.of(), List.of("a"))));

        assertThat(input.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(input.sleep())
                .extracting(SleepRecord::end)
                .containsExactly("2026-10-25T02:10", "2026-10-26T07:00+01:00");
        assertThat(asked.join().hasStatus(200).at("/notes/0")).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{}; give features or sleep",
                "{'features': {'a': 1}, 'sleep': []}; give features or sleep",
                "{'features': {'a': NaN}}; 'features.a' must be a finite number",
                "{'features': {'a': '1'}}; 'features.a' must be a finite number",
                "{'features': [1]}; 'features' must be an object",
                "{'sleep': [{'start': '23:15', 'end': '7:00'}]}; 'sleep[0]' a time is like 2026-01-30T23:15",
                "{'sleep': [{'start': '2026-01-31T07:00', 'end': '2026-01-30T23:00'}]}; 'sleep[0]' must end after its start",
                "{'activity': [1, -Infinity]}; 'activity[1]' must be a finite number",
                "{'activity': [1, 2]}; 10080",
                "{'sleep': [], 'time_zone': 'Mars/Olympus'}; 'time_zone' must be a time zone like Europe/Berlin",
                "{'steps': [1]}; 'steps' is not known"
            })
    void whatIsWrongIsNamed(String body, String reason) {
        Answer refused = api.postJson(ENSEMBLE, body.replace('\'', '"'));

        assertThat(refused.isProblem(422, "invalid-features").at("/detail")).contains(reason);
    }

    @Test
    void featuresThatTheModelsDoNotKnowAreTheClientsToMend() {
        CompletableFuture<Answer> asked = ask("{\"features\": {\"a\": 1}}");
        api.worker.endPure(
                api.worker.take(MoodTasks.QUEUE),
                new TaskOutcome.GivenUp(TaskFailure.refusal("FeatureMismatch", "ST_long_MN is missing")));

        assertThat(asked.join().isProblem(422, "invalid-features").at("/detail"))
                .contains("ST_long_MN");
    }
}

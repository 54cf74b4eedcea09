package dev.baton.api;

import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.internal.result.ResultStore;
import dev.baton.mood.MoodPredictions;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.PredictMood;
import dev.baton.mood.Prediction;
import dev.baton.mood.PredictionType;
import dev.baton.mood.checkin.CheckIn;
import dev.baton.mood.checkin.CheckInField;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.RequiresServices;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
@ExtendWith(RunningApi.class)
class PredictionsIT {
    private static final String PREDICTIONS = "/api/v1/predictions";
    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
    private static final String CHECK_IN = "{\"checkin_date\": \"2026-01-31\", \"sleep_data\": {\"hoursSlept\": 6}}";

    private final ApiFixture api;
    private final UUID user = UUID.randomUUID();

    PredictionsIT(ApiFixture api) {
        this.api = api;
    }

    private void checkIn(LocalDate day, double hours) {
        api.postJson(
                        "/api/v1/check-ins",
                        "{\"user_id\": \"%s\", \"checkin_date\": \"%s\", \"sleep_data\": {\"hoursSlept\": %s}}"
                                .formatted(user, day, hours))
                .hasStatus(201);
    }

    private TaskRequest taken() {
        return api.worker.take(MoodTasks.QUEUE);
    }

    private static MoodPredictions nothing() {
        return new MoodPredictions(
                3,
                DAY,
                "v1",
                true,
                List.of(Prediction.none(PredictionType.RELAPSE_RISK, Prediction.INSUFFICIENT, "not told")),
                null);
    }

    private String pending() {
        Answer pending = api.get(PREDICTIONS + "/" + user, "Prefer", "wait=0").hasStatus(202);
        assertThat(pending.header("Retry-After")).isEqualTo("1");
        assertThat(pending.header("Location")).isEqualTo(pending.at("/poll_url"));
        return pending.at("/poll_url");
    }

    @Test
    void aUsersNewestCheckInsGoToAWorkerAndItsAnswerComesBack() {
        checkIn(DAY, 5);
        checkIn(DAY, 6);
        checkIn(DAY.minusDays(1), 7);
        checkIn(DAY.minusDays(2), 8);
        CompletableFuture<Answer> asked = api.getLater(
                PREDICTIONS + "/" + user + "?types=relapse_risk,mood_state&window_days=2", "Prefer", "wait=20");
        TaskRequest task = taken();
        api.worker.endPure(task, new TaskOutcome.Succeeded(nothing()));

        Answer answer = asked.join().hasStatus(200);

        PredictMood input = ArgumentBinder.bind(task, MoodTasks.PREDICT);
        assertThat(input.types()).containsExactly("mood_state", "relapse_risk");
        assertThat(input.windowDays()).isEqualTo(2);
        assertThat(input.checkIns().stream()
                        .map(one -> one.value(CheckInField.HOURS_SLEPT).orElseThrow()))
                .containsExactly(7.0, 5.0, 6.0);
        assertThat(task.kwargs().toString()).doesNotContain(user.toString());
        assertThat(answer.at("/user_id")).isEqualTo(user.toString());
        assertThat(answer.at("/generated_at")).isNotBlank();
        assertThat(answer.at("/newest_checkin")).isEqualTo("2026-01-31");
        assertThat(answer.at("/predictions/0/label")).isEqualTo("insufficient_data");
        assertThat(answer.json().at("/predictions/0").has("probability")).isFalse();
        assertThat(api.count("finished_task") + api.count("prediction_task")).isZero();
    }

    @Test
    void singleCheckInsAreSentWithTheWindowsBeforeThem() {
        for (int day = 0; day < 6; day++) {
            checkIn(DAY.minusDays(day), day);
        }
        api.get(PREDICTIONS + "/" + user + "?limit_checkins=2", "Prefer", "wait=0")
                .hasStatus(202);

        PredictMood input = ArgumentBinder.bind(taken(), MoodTasks.PREDICT);

        assertThat(input.limitCheckins()).isEqualTo(2);
        assertThat(input.types()).isEqualTo(PredictionType.names());
        assertThat(input.checkIns().stream().map(CheckIn::checkinDate))
                .containsExactly(DAY.minusDays(3), DAY.minusDays(2), DAY.minusDays(1), DAY);
    }

    @Test
    void whatTakesLongerIsFollowed() {
        String url = pending();
        api.get(url).hasStatus(202);
        CompletableFuture<Answer> followed = api.getLater(url, "Prefer", "respond-async, wait=20");
        api.worker.endPure(taken(), new TaskOutcome.Succeeded(nothing()));

        assertThat(followed.join().hasStatus(200).at("/user_id")).isEqualTo(user.toString());
        api.get(PREDICTIONS + "/tasks/" + UUID.randomUUID()).isProblem(404, "prediction-not-found");
        api.get(PREDICTIONS + "/tasks/7").isProblem(400, "invalid-parameter");
    }

    @Test
    void thePredictionOfTheDayIsTheStateByItself() {
        CompletableFuture<Answer> asked = api.getLater(PREDICTIONS + "/" + user + "/of-the-day", "Prefer", "wait=20");
        TaskRequest task = taken();
        Prediction none = Prediction.none(PredictionType.MOOD_STATE, Prediction.INSUFFICIENT, "There is no check-in.");
        api.worker.endPure(
                task, new TaskOutcome.Succeeded(new MoodPredictions(3, null, "v1", true, List.of(none), null)));

        Answer answer = asked.join().hasStatus(200);

        assertThat(ArgumentBinder.bind(task, MoodTasks.PREDICT).types()).containsExactly("mood_state");
        assertThat(answer.at("/type")).isEqualTo("mood_state");
        assertThat(answer.at("/label")).isEqualTo("insufficient_data");
        assertThat(answer.at("/user_id")).isEqualTo(user.toString());
        assertThat(answer.json().has("predictions")).isFalse();
    }

    @Test
    void anErasedUsersPredictionIsGone() {
        String url = pending();
        api.worker.endPure(taken(), new TaskOutcome.Succeeded(nothing()));
        api.get(url).hasStatus(200);
        Answer export = api.get("/api/v1/users/" + user + "/export").hasStatus(200);
        assertThat(url).endsWith(export.at("/predictions/0/task_id"));
        assertThat(export.json().at("/predictions/0/result/window_days").asInt())
                .isPositive();

        api.delete("/api/v1/users/" + user).hasStatus(200);

        api.get(url).isProblem(404, "prediction-not-found");
    }

    @Test
    void nothingComesOfAPredictionThatIsUnderWayWhenItsUserIsErased() {
        pending();
        TaskRequest running = taken();

        api.delete("/api/v1/users/" + user).hasStatus(200);
        api.worker.endPure(running, new TaskOutcome.Succeeded(nothing()));

        assertThat(api.bean(ResultStore.class).find(running.id()).orElseThrow().state())
                .isEqualTo(TaskState.REVOKED);
    }

    @Test
    void aPredictionOfWhichNobodyKnowsAnyMoreIsGone() {
        String url = pending();
        api.bean(ResultStore.class).forget(List.of(taken().id()));
        api.get(url).hasStatus(202);

        api.jdbc()
                .sql("update prediction_task set created_at = now() - interval '4 days'")
                .update();

        api.get(url).isProblem(410, "results-expired");
    }

    @Test
    void checkInsOfTheRequestAreNotStored() {
        CompletableFuture<Answer> asked =
                api.postJsonLater(PREDICTIONS, "{\"check_ins\": [" + CHECK_IN + "]}", "Prefer", "wait=20");
        api.worker.endPure(taken(), new TaskOutcome.Succeeded(nothing()));

        Answer answer = asked.join().hasStatus(200);

        assertThat(answer.json().has("user_id")).isFalse();
        assertThat(api.count("check_in")).isZero();
    }

    @Test
    void elevenCheckInsAreTooMany() {
        String eleven = String.join(",", Collections.nCopies(11, CHECK_IN));

        Answer refused = api.postJson(PREDICTIONS, "{\"check_ins\": [" + eleven + "]}");

        assertThat(refused.isProblem(400, "invalid-parameter").at("/detail")).contains("1 to 10", "11");
        assertThat(api.get(PREDICTIONS + "/" + user + "?limit_checkins=11")
                        .isProblem(400, "invalid-parameter")
                        .at("/detail"))
                .contains("0 to 10", "11");
    }

    @Test
    void anUnknownTypeIsRefusedWithThoseThatThereAre() {
        Answer refused = api.get(PREDICTIONS + "/" + user + "?types=relapse_risk,luck");

        assertThat(refused.isProblem(400, "invalid-parameter").at("/detail"))
                .contains("'luck'", "mood_state, relapse_risk");
        api.postJson(PREDICTIONS, "{\"types\": [\"luck\"], \"check_ins\": [" + CHECK_IN + "]}")
                .isProblem(400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "not-a-uuid", "6f1c0f4e-2d63-4c0e-9d4e-0c6a4f4f9c1g"})
    void whatIsNoUuidIsRefused(String id) {
        api.get(PREDICTIONS + "/" + id).isProblem(400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"window_days=0", "window_days=31", "limit_checkins=-1", "window_days=x", "types=,"})
    void queriesOutOfTheirRangeAreRefused(String query) {
        api.get(PREDICTIONS + "/" + user + "?" + query).isProblem(400, "invalid-parameter");
    }

    @Test
    void aMisspeltParameterIsNotAnsweredAsIfItWereNotThere() {
        Answer refused = api.get(PREDICTIONS + "/" + user + "?windows_days=7").isProblem(400, "invalid-parameter");

        assertThat(refused.at("/detail"))
                .isEqualTo("'windows_days' is not known; there are limit_checkins, types, window_days");
        api.get(PREDICTIONS + "/" + user + "/of-the-day?window_days=7").isProblem(400, "invalid-parameter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; 400; invalid-parameter",
                "{'check_ins': []}; 400; invalid-parameter",
                "{'check_ins': [C], 'window': 3}; 400; invalid-parameter",
                "{'check_ins': [C], 'types': 'mood_state'}; 400; invalid-parameter",
                "{'check_ins': [C], 'window_days': 2.5}; 400; invalid-parameter",
                "{'check_ins': [7]}; 422; invalid-check-in",
                "{'check_ins': [{}]}; 422; invalid-check-in",
                "{'check_ins': [{'checkin_date': '2026-01-31', 'mood_data': {}}]}; 422; invalid-check-in"
            })
    void badBodiesAreRefused(String body, int status, String problem) {
        api.postJson(PREDICTIONS, body.replace('\'', '"').replace("C", CHECK_IN))
                .isProblem(status, problem);
    }

    @Test
    void aFieldThatIsNotANumberIsNamedWithItsPlace() {
        Answer refused = api.postJson(
                PREDICTIONS,
                "{\"check_ins\": [%s, %s]}".formatted(CHECK_IN, CHECK_IN.replace("6}", "NaN, \"sleepQuality\": 11}")));

        refused.isProblem(422, "invalid-check-in");
        assertThat(refused.json()
                        .at("/errors")
                        .valueStream()
                        .map(error -> error.at("/field").asString()))
                .containsExactlyInAnyOrder(
                        "check_ins[1].sleep_data.hoursSlept", "check_ins[1].sleep_data.sleepQuality");
    }

    @Test
    void failuresOfTheWorkerTellNothingOfItsInside() {
        String url = pending();
        api.worker.endPure(
                taken(), new TaskOutcome.GivenUp(TaskFailure.unexpected(new IllegalStateException("secret"))));
        assertThat(api.get(url).isProblem(502, "prediction-failed").text()).doesNotContain("secret");

        String slow = pending();
        api.worker.endPure(
                taken(),
                new TaskOutcome.GivenUp(new TaskFailure("SoftTimeLimitExceeded", "35", "billiard.exceptions", null)));
        api.get(slow).isProblem(504, "prediction-timeout");
    }

    @Test
    void withoutABrokerNothingIsPromised() {
        api.broker.cut();

        api.get(PREDICTIONS + "/" + user).isProblem(503, "queue-unavailable");

        assertThat(api.count("prediction_task")).isZero();
    }
}

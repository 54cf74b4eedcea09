package dev.baton.worker;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.internal.celery.Json;
import dev.baton.models.mood.MoodModels;
import dev.baton.mood.MoodPredictions;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.PredictMood;
import dev.baton.mood.Prediction;
import dev.baton.mood.PredictionType;
import dev.baton.mood.checkin.CheckIn;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.RequiresServices;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** {@code mood.predict} from the queue to Redis, with the models of the starter pack. */
@RequiresServices
class MoodIT {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
    private static final int WINDOW = 7;

    @TempDir
    private static Path folder;

    private static WorkerFixture worker;

    @BeforeAll
    static void start() {
        worker = new WorkerFixture(folder, Map.of("baton.models.packs", "starter"));
    }

    @AfterAll
    static void stop() {
        if (worker != null) {
            worker.close();
        }
    }

    private static TaskSnapshot ended(Map<String, Object> kwargs) {
        TaskId id = TaskId.random();
        worker.bean(TaskPublisher.class)
                .publish(
                        new TaskQueue(MoodTasks.QUEUE),
                        List.of(TaskRequest.of(id, MoodTasks.PREDICT.name(), new LinkedHashMap<>(kwargs))));
        return worker.awaitEnd(id);
    }

    private static MoodPredictions predict(List<CheckIn> checkIns, int singly) {
        TaskSnapshot end =
                ended(Map.copyOf(ArgumentBinder.toKwargs(new PredictMood(checkIns, List.of(), WINDOW, singly))));
        assertThat(end.failure()).isNull();
        return Json.convert(end.result(), MoodPredictions.class);
    }

    private static Prediction of(PredictionType type, MoodPredictions all) {
        return all.predictions().stream()
                .filter(one -> one.type().equals(type.wireName()))
                .findFirst()
                .orElseThrow();
    }

    private static CheckIn day(int back, double hours, double quality, double depressed, double energy, int taken) {
        return new CheckIn(
                null,
                DAY.minusDays(back),
                Map.of("hoursSlept", hours, "sleepQuality", quality),
                Map.of("depressedMood", depressed, "energyLevel", energy, "anxietyStress", depressed),
                null,
                null,
                null,
                Map.of("medicationAdherence", (double) taken));
    }

    private static List<CheckIn> wellDays() {
        return IntStream.range(0, WINDOW)
                .mapToObj(back -> day(back, 7.5, 8, 1, 5, 1))
                .toList();
    }

    private static List<CheckIn> badDays() {
        return IntStream.range(0, WINDOW)
                .mapToObj(back -> day(back, 4, 2, 9, 1, 0))
                .toList();
    }

    @Test
    void theModelsTellBadDaysFromGoodOnes() {
        MoodPredictions well = predict(wellDays(), 0);
        MoodPredictions bad = predict(badDays(), 0);

        assertThat(of(PredictionType.MOOD_STATE, well).label()).isEqualTo("euthymia");
        assertThat(of(PredictionType.MOOD_STATE, bad).label()).isEqualTo("depression");
        for (PredictionType type : PredictionType.values()) {
            Prediction one = of(type, bad);
            assertThat(one.method()).isEqualTo("model");
            assertThat(one.modelVersion()).startsWith(type.wireName().replace('_', '-'));
            assertThat(one.topFeatures()).hasSize(3);
            assertThat(one.riskLevel()).isNotBlank();
            assertThat(one.confidence()).isBetween(0.0, 1.0);
            if (type != PredictionType.MOOD_STATE) {
                assertThat(one.probability()).isGreaterThan(of(type, well).probability());
            }
        }
        assertThat(of(PredictionType.MOOD_STATE, bad).probabilities().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-9));
        assertThat(bad.newestCheckin()).isEqualTo(DAY);
        assertThat(bad.perCheckin()).isNull();
    }

    @Test
    void suicidalityAlwaysComesWithHelp() {
        for (List<CheckIn> checkIns : List.of(badDays(), List.<CheckIn>of())) {
            Prediction risk = of(PredictionType.SUICIDALITY_RISK, predict(checkIns, 0));

            assertThat(risk.sensitive()).isTrue();
            assertThat(risk.disclaimer()).contains("no diagnosis");
            assertThat(risk.resources())
                    .extracting(Prediction.Resource::contact)
                    .contains("188", "192");
        }
        assertThat(of(PredictionType.RELAPSE_RISK, predict(badDays(), 0)).resources())
                .isNull();
    }

    @Test
    void whatWasNotToldIsNoNumber() {
        CheckIn sleepOnly =
                new CheckIn(null, DAY, Map.of("hoursSlept", 7.0, "sleepQuality", 5.0), null, null, null, null, null);

        MoodPredictions found = predict(List.of(sleepOnly), 0);

        assertThat(of(PredictionType.SLEEP_DISTURBANCE_RISK, found).method()).isEqualTo("model");
        Prediction relapse = of(PredictionType.RELAPSE_RISK, found);
        assertThat(relapse.label()).isEqualTo(Prediction.INSUFFICIENT);
        assertThat(relapse.method()).isEqualTo("none");
        assertThat(relapse.probability()).isNull();
        assertThat(relapse.explanation()).contains("mood_data.depressedMood", "mood_data.energyLevel", "2026-01-31");
    }

    @Test
    void whatIsTooLongAgoDoesNotCount() {
        CheckIn moodBefore = day(WINDOW, 4, 2, 9, 1, 0);
        CheckIn sleepNow = new CheckIn(null, DAY, Map.of("hoursSlept", 7.0), null, null, null, null, null);

        assertThat(of(PredictionType.MOOD_STATE, predict(List.of(moodBefore, sleepNow), 0))
                        .label())
                .isEqualTo(Prediction.INSUFFICIENT);
    }

    @Test
    void singleCheckInsArePredictedFromThoseBeforeThem() {
        List<CheckIn> all = badDays();

        MoodPredictions found = predict(all, 2);

        assertThat(found.perCheckin()).hasSize(2);
        assertThat(found.perCheckin().get(0).predictions()).isEqualTo(found.predictions());
        assertThat(found.perCheckin().get(1).checkinDate()).isEqualTo(DAY.minusDays(1));
        assertThat(found.perCheckin().get(1).predictions())
                .isEqualTo(predict(all.subList(1, all.size()), 0).predictions());
    }

    @Test
    void aPredictionNeverTouchesTheDatabase() {
        predict(wellDays(), 0);

        assertThat(worker.count("finished_task")).isZero();
        assertThat(worker.count("scheduled_task")).isZero();
    }

    @Test
    void aCeleryClientIsToldWhichArgumentIsWrong() {
        TaskSnapshot refused =
                ended(Map.of("check_ins", List.of(), "types", List.of("luck"), "window_days", 3, "limit_checkins", 0));

        assertThat(refused.state()).isEqualTo(TaskState.FAILURE);
        assertThat(refused.failure().type()).isEqualTo("UnbindableArguments");
        assertThat(refused.failure().message()).contains("'luck'", "relapse_risk");
    }

    @Test
    void allModelsOfTheStarterPackAreInPlace() {
        MoodModels models = worker.bean(MoodModels.class);

        assertThat(models.bad()).isEmpty();
        assertThat(models.versions()).hasSize(9);
    }
}

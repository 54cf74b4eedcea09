package dev.baton.worker;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.internal.celery.Json;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.mood.MoodPack;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.ensemble.EnsembleMood;
import dev.baton.mood.ensemble.EnsemblePrediction;
import dev.baton.mood.ensemble.EnsemblePrediction.Member;
import dev.baton.mood.ensemble.EpisodeRisks;
import dev.baton.mood.sleep.SleepRecord;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** {@code mood.ensemble} from the queue to Redis. */
@RequiresServices
class EnsembleIT {
    private static final LocalDateTime EVENING = LocalDateTime.of(2026, 1, 1, 23, 0);

    @TempDir
    private static Path folder;

    private static WorkerFixture worker;

    @BeforeAll
    static void start() throws IOException {
        Path moods = Files.createDirectories(folder.resolve("moods"));
        if (SharedData.present()) {
            install(moods, SharedData.folder().resolve("mood/xgboost-manic.json"));
        }
        worker = new WorkerFixture(
                folder, Map.of("baton.models.packs", "starter", "baton.models.mood-directory", moods.toString()));
    }

    /** Puts a booster in the place of the starter pack's model of mania. */
    private static void install(Path moods, Path booster) throws IOException {
        new MoodPack(moods)
                .model(ModelRole.MANIA_EPISODE, "xgboost", Files.readAllBytes(booster), "mania")
                .write();
    }

    @AfterAll
    static void stop() {
        if (worker != null) {
            worker.close();
        }
    }

    private static TaskSnapshot ended(WorkerFixture worker, EnsembleMood input) {
        TaskId id = TaskId.random();
        worker.bean(TaskPublisher.class)
                .publish(
                        new TaskQueue(MoodTasks.QUEUE),
                        List.of(TaskRequest.of(id, MoodTasks.ENSEMBLE.name(), ArgumentBinder.toKwargs(input))));
        return worker.awaitEnd(id);
    }

    private static EnsemblePrediction predict(EnsembleMood input) {
        return predict(worker, input);
    }

    private static EnsemblePrediction predict(WorkerFixture worker, EnsembleMood input) {
        TaskSnapshot end = ended(worker, input);
        assertThat(end.failure()).isNull();
        return Json.convert(end.result(), EnsemblePrediction.class);
    }

    private static List<SleepRecord> nights(int count) {
        return IntStream.range(0, count)
                .mapToObj(night -> new SleepRecord(
                        EVENING.plusDays(night).plusMinutes(night * 37 % 90),
                        EVENING.plusDays(night).plusHours(7).plusMinutes(night * 23 % 70)))
                .toList();
    }

    /** Awake from seven to eleven, and at rest otherwise. */
    private static List<Double> week() {
        return IntStream.range(0, EnsembleMood.MINUTES)
                .mapToObj(minute -> minute / 60 % 24 < 7 || minute / 60 % 24 == 23 ? 0.0 : minute * 37 % 501)
                .map(Number::doubleValue)
                .toList();
    }

    @Test
    @EnabledIf(value = SharedData.PRESENT, disabledReason = SharedData.WHY)
    void aPublishedBoosterGivesWhatWasPublishedForEachOfItsRows() throws IOException {
        Path data = SharedData.folder().resolve("mood");
        List<String> rows = Files.readAllLines(data.resolve("features.csv"));
        List<String> published = Files.readAllLines(data.resolve("expected-manic.csv"));
        String[] names = rows.get(0).split(",", -1);

        assertThat(rows).hasSize(77);
        for (int row = 1; row < rows.size(); row++) {
            String[] values = rows.get(row).split(",", -1);
            Map<String, Double> features = new HashMap<>();
            for (int column = 1; column < names.length; column++) {
                features.put(names[column], Double.valueOf(values[column]));
            }
            EnsemblePrediction found = predict(new EnsembleMood(features, null, null));

            double expected = Double.parseDouble(published.get(row).split(",", -1)[3]);
            assertThat(found.risks().mania()).as(values[0]).isCloseTo(expected, within(1e-6));
            assertThat(found.members().get(0).modelVersion()).contains("mania-episode.txt@");
        }
    }

    @Test
    void sleepAloneAnswersForTheWholeAndSaysWhoIsMissing() {
        EnsemblePrediction found = predict(new EnsembleMood(null, nights(40), null));

        assertThat(found.members()).extracting(Member::name).containsExactly("sleep");
        assertThat(found.missing())
                .extracting(EnsemblePrediction.MissingMember::name)
                .containsExactly("activity");
        assertThat(found.risks()).isEqualTo(found.members().get(0).risks());
        assertThat(found.risks().depression()).isBetween(0.0, 1.0);
        assertThat(found.riskLevel()).isIn("low", "moderate", "high", "critical");
        assertThat(found.confidence()).isLessThanOrEqualTo(0.6);
        assertThat(found.disclaimer()).contains("not a medical device");
    }

    @Test
    void theHourThatTheClockShowsTwiceIsTakenAndSaid() {
        List<SleepRecord> records = new ArrayList<>(nights(40));
        records.add(new SleepRecord("2026-02-01T02:50", "2026-02-01T02:10"));

        EnsemblePrediction found = predict(new EnsembleMood(null, records, null));

        assertThat(found.members()).extracting(Member::name).containsExactly("sleep");
        assertThat(found.notes()).singleElement().asString().contains("20 minutes");
    }

    @Test
    void tooFewNightsAreNoNumber() {
        EnsemblePrediction found = predict(new EnsembleMood(null, nights(10), null));

        assertThat(found.risks()).isNull();
        assertThat(found.riskLevel()).isNull();
        assertThat(found.confidence()).isZero();
        assertThat(found.missing().get(0).reason()).contains("30 days").contains("10");
        assertThat(found.clinicalSummary()).contains("nothing is known");
    }

    @Test
    void bothMembersAreWeighed() {
        EnsemblePrediction found = predict(new EnsembleMood(null, nights(40), week()));

        assertThat(found.missing()).isEmpty();
        assertThat(found.members()).extracting(Member::name).containsExactly("sleep", "activity");
        assertThat(found.members()).extracting(Member::weight).containsExactly(0.6, 0.4);
        EpisodeRisks sleep = found.members().get(0).risks();
        EpisodeRisks activity = found.members().get(1).risks();
        assertThat(found.risks().depression())
                .isCloseTo(0.6 * sleep.depression() + 0.4 * activity.depression(), within(1e-9));
        assertThat(found.risks().hypomania())
                .isCloseTo(0.6 * sleep.hypomania() + 0.4 * activity.hypomania(), within(1e-9));
        assertThat(found.risks().mania()).isCloseTo(0.6 * sleep.mania() + 0.4 * activity.mania(), within(1e-9));
    }

    @Test
    void activityAloneAnswersForTheWhole() {
        EnsemblePrediction found = predict(new EnsembleMood(null, null, week()));

        assertThat(found.members()).extracting(Member::name).containsExactly("activity");
        assertThat(found.members().get(0).modelVersion()).startsWith("activity-episodes.onnx@");
        assertThat(found.risks()).isEqualTo(found.members().get(0).risks());
        assertThat(found.confidence()).isLessThanOrEqualTo(0.4);
    }

    @Test
    void aWeekInWhichNothingWasWornIsNoNumber() {
        EnsemblePrediction found =
                predict(new EnsembleMood(null, null, Collections.nCopies(EnsembleMood.MINUTES, 0.0)));

        assertThat(found.risks()).isNull();
        assertThat(found.missing().get(1).reason()).contains("worn", "0 of the 7 days", "4 are needed");
    }

    @Test
    void activityWithoutAModelForItIsNoNumber() {
        try (WorkerFixture bare = new WorkerFixture(folder, Map.of())) {
            EnsemblePrediction found = predict(bare, new EnsembleMood(null, null, week()));

            assertThat(found.risks()).isNull();
            assertThat(found.missing().get(1).reason()).contains("activity-episodes");
        }
    }

    @Test
    void featuresOfOtherNamesAreRefused() {
        TaskSnapshot refused = ended(worker, new EnsembleMood(Map.of("sleep_duration", 7.0), null, null));

        assertThat(refused.failure().isRefusal()).isTrue();
        assertThat(refused.failure().type()).isEqualTo("FeatureMismatch");
        assertThat(refused.failure().message()).contains("sleep_duration", "ST_long_MN");
    }
}

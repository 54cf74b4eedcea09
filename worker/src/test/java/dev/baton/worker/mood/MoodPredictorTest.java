package dev.baton.worker.mood;

import dev.baton.internal.answer.SharedAnswers;
import dev.baton.models.mood.ModelFolder;
import dev.baton.models.mood.MoodModels;
import dev.baton.models.runtime.InferenceCancelledException;
import dev.baton.models.runtime.InferenceEngine;
import dev.baton.models.runtime.InferenceSettings;
import dev.baton.mood.PredictMood;
import dev.baton.mood.Prediction;
import dev.baton.mood.PredictionType;
import dev.baton.mood.checkin.CheckIn;
import dev.baton.task.TaskId;
import dev.baton.testing.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class MoodPredictorTest {
    private static final InferenceEngine ENGINE = new InferenceEngine(InferenceSettings.defaults());
    private static final CheckIn TIRED = new CheckIn(
            null,
            LocalDate.of(2026, 1, 31),
            Map.of("hoursSlept", 4.0, "sleepQuality", 2.0),
            Map.of("depressedMood", 8.0, "energyLevel", 1.0, "anxietyStress", 6.0),
            null,
            null,
            null,
            Map.of("medicationAdherence", 1.0));

    @TempDir
    private Path empty;

    private MoodModels starter() {
        return MoodModels.load(List.of(ModelFolder.bundled(empty, List.of("starter"))), ENGINE);
    }

    private static List<Prediction> predict(MoodModels models, Deadline deadline) {
        return predict(models, deadline, List.of(TIRED));
    }

    private static List<Prediction> predict(MoodModels models, Deadline deadline, List<CheckIn> checkIns) {
        return new MoodPredictor(models, new ModelsVersion(models, new NobodyTold()), new SimpleMeterRegistry())
                .predict(new PredictMood(checkIns, List.of(), 3, 0), deadline)
                .predictions();
    }

    private static CheckIn checkIn(int day, @Nullable Map<String, Double> sleep, @Nullable Map<String, Double> mood) {
        return new CheckIn(null, LocalDate.of(2026, 1, day), sleep, mood, null, null, null, null);
    }

    @Test
    void aBriefCheckInAfterACrisisDoesNotHideIt() {
        Map<String, Double> crisis = Map.of("depressedMood", 10.0, "energyLevel", 1.0, "anxietyStress", 10.0);
        Map<String, Double> badNight = Map.of("hoursSlept", 3.0, "sleepQuality", 1.0);
        try (MoodModels models = starter();
                Deadline deadline = Deadline.in(Duration.ofMinutes(1))) {
            List<Prediction> atOnce = predict(models, deadline, List.of(checkIn(30, badNight, crisis)));
            List<Prediction> apart =
                    predict(models, deadline, List.of(checkIn(30, null, crisis), checkIn(31, badNight, null)));

            for (int at = 0; at < atOnce.size(); at++) {
                Prediction one = apart.get(at);
                if (one.probability() != null) {
                    assertThat(one.label())
                            .as(one.type())
                            .isEqualTo(atOnce.get(at).label());
                    assertThat(one.riskLevel()).as(one.type()).isNotEqualTo("low");
                    assertThat(one.probability())
                            .as(one.type())
                            .isCloseTo(atOnce.get(at).probability(), within(0.15));
                }
            }
        }
    }

    @Test
    void anInferenceWhoseTimeIsOverIsEndedAndGivesNoNumber() {
        try (MoodModels models = starter();
                Deadline deadline = Deadline.in(Duration.ofMillis(1))) {
            Patience.await().until(deadline::hasPassed);

            assertThat(predict(models, deadline))
                    .hasSize(PredictionType.values().length)
                    .allSatisfy(one -> {
                        assertThat(one.label()).isEqualTo(Prediction.TIMEOUT);
                        assertThat(one.probability()).isNull();
                        assertThat(one.explanation()).contains("0.001s");
                    })
                    .anySatisfy(one -> assertThat(one.resources()).isNotEmpty());
        }
    }

    @Test
    void anInferenceThatTheWorkerEndsIsNoTimeout() {
        try (MoodModels models = starter();
                Deadline deadline = Deadline.in(Duration.ofMinutes(1))) {
            deadline.cancellation().cancel();

            assertThatExceptionOfType(InferenceCancelledException.class).isThrownBy(() -> predict(models, deadline));
        }
    }

    /** No version need be told where nobody caches. */
    private static final class NobodyTold implements SharedAnswers {
        @Override
        public Claim claim(String topic, String question, TaskId mine, Duration keptFor) {
            return new Claim(mine, null, null);
        }

        @Override
        public void release(String question, TaskId answeredBy) {}

        @Override
        public void noteVersion(String topic, String version) {}
    }

    @Test
    void withoutModelsRulesAnswerAndSaySo() {
        try (MoodModels none = MoodModels.load(List.of(), ENGINE);
                Deadline deadline = Deadline.in(Duration.ofMinutes(1))) {
            assertThat(predict(none, deadline)).allSatisfy(one -> {
                assertThat(one.method()).isEqualTo("heuristic");
                assertThat(one.modelVersion()).isNull();
                assertThat(one.confidence()).isEqualTo(0.5);
                assertThat(one.explanation()).contains("not a model");
            });
        }
    }
}

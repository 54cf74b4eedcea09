package dev.baton.models.mood;

import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceEngine;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.InferenceSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/** The built-in activity network, held to what ONNX Runtime gave under Python for weeks of the held-out month. */
class StarterActivityTest {
    private static final InferenceEngine ENGINE = new InferenceEngine(InferenceSettings.defaults());

    @AutoClose
    private MoodModels models;

    @BeforeEach
    void starter(@TempDir Path empty) {
        models = MoodModels.load(List.of(ModelFolder.bundled(empty, List.of("starter"))), ENGINE);
    }

    private double[] probabilities(double[] minutes) {
        return models.withActivity(model -> model.probabilities(minutes, Cancellation.none()))
                .orElseThrow();
    }

    @Test
    void itTellsOfThreeEpisodes() {
        assertThat(models.withActivity(ActivityModel::labels)).hasValue(List.of("depression", "hypomania", "mania"));
    }

    @Test
    void drawnWeeksHaveTheProbabilitiesOfTheTraining() throws IOException {
        JsonNode examples = examples();

        assertThat(examples.size()).isEqualTo(2);
        for (JsonNode example : examples) {
            double[] expected = numbers(example.path("probabilities"));

            assertThat(probabilities(numbers(example.path("counts")))).containsExactly(expected, within(1e-3));
        }
    }

    @Test
    void aDevicesScaleChangesNothing() throws IOException {
        double[] counts = numbers(examples().path(0).path("counts"));
        double[] other = Arrays.stream(counts).map(count -> count * 0.004).toArray();

        assertThat(probabilities(other)).containsExactly(probabilities(counts), within(1e-4));
    }

    @Test
    void countsBeyondSingleFloatsAreNoNumber() {
        double[] counts = new double[ActivityModel.MINUTES];
        Arrays.fill(counts, 1e300);

        assertThatExceptionOfType(InferenceFailedException.class)
                .isThrownBy(() -> probabilities(counts))
                .withMessageContaining("NaN");
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        Arrays.setAll(numbers, at -> array.path(at).asDouble());
        return numbers;
    }

    private static JsonNode examples() throws IOException {
        try (InputStream in = StarterActivityTest.class.getResourceAsStream("/mood/activity-examples.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(in));
        }
    }
}

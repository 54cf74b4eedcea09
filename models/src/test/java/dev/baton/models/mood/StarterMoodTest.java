package dev.baton.models.mood;

import dev.baton.models.catalog.ModelRole;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceEngine;
import dev.baton.models.runtime.InferenceSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The built-in mood models, held to what LightGBM itself gave for rows of the held-out month when they were trained. */
class StarterMoodTest {
    private static final List<String> ROLES = List.of(
            "mood-state",
            "relapse-risk",
            "suicidality-risk",
            "medication-adherence-risk",
            "sleep-disturbance-risk",
            "depression-episode",
            "hypomania-episode",
            "mania-episode");

    @Test
    void theyGiveWhatLightGbmGives(@TempDir Path empty) throws IOException {
        JsonNode examples = examples();
        InferenceEngine engine = new InferenceEngine(InferenceSettings.defaults());
        try (MoodModels models = MoodModels.load(List.of(ModelFolder.bundled(empty, List.of("starter"))), engine)) {
            assertThat(models.bad()).isEmpty();
            assertThat(examples.propertyNames()).containsExactlyInAnyOrderElementsOf(ROLES);
            for (String role : ROLES) {
                TreeModel model = models.trees(role(role)).orElseThrow();
                for (JsonNode example : examples.path(role)) {
                    Map<String, Double> features = features(example);
                    double[] found = model.probabilities(features, Cancellation.none());
                    JsonNode expected = example.path("probabilities");
                    assertThat(found).hasSize(expected.size());
                    for (int label = 0; label < found.length; label++) {
                        assertThat(found[label]).isCloseTo(expected.path(label).asDouble(), within(1e-9));
                    }
                    assertThat(model.top(features, 0, 3)).hasSize(3);
                }
            }
        }
    }

    private static ModelRole role(String label) {
        return Arrays.stream(ModelRole.values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Double> features(JsonNode example) {
        Map<String, Double> features = new HashMap<>();
        example.path("features")
                .properties()
                .forEach(one -> features.put(
                        one.getKey(),
                        one.getValue().isNull() ? Double.NaN : one.getValue().asDouble()));
        return features;
    }

    private static JsonNode examples() throws IOException {
        try (InputStream in = StarterMoodTest.class.getResourceAsStream("/mood/starter-examples.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(in));
        }
    }
}

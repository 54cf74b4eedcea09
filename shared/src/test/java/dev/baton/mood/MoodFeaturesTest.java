package dev.baton.mood;

import dev.baton.internal.celery.Json;
import dev.baton.mood.checkin.CheckIn;
import dev.baton.mood.checkin.CheckInField;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The features are those that the training computes: {@code models/training/mood/examples.py} wrote the examples. */
class MoodFeaturesTest {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

    @Test
    void featuresAreThoseOfTheTraining() throws IOException {
        Examples examples = Json.read(resource("/mood/checkins.json"), Examples.class);
        List<CheckIn> checkIns =
                examples.days().stream().map(MoodFeaturesTest::checkIn).toList();

        for (Example example : examples.examples()) {
            List<CheckIn> window = MoodFeatures.window(checkIns, example.windowDays());
            Map<String, Double> features = MoodFeatures.of(window, example.windowDays());

            assertThat(features).containsOnlyKeys(example.features().keySet());
            example.features().forEach((name, expected) -> {
                if (expected == null) {
                    assertThat(features.get(name)).as(name).isNaN();
                } else {
                    assertThat(features.get(name)).as(name).isCloseTo(expected, within(1e-9));
                }
            });
        }
    }

    @Test
    void aFieldCountsAsItWasToldLast() {
        List<CheckIn> window = List.of(
                checkIn(new Day(0, Map.of("energyLevel", 3.0, "hoursSlept", 8.0))),
                checkIn(new Day(1, Map.of("hoursSlept", 5.0))));

        assertThat(MoodFeatures.of(window, 3))
                .containsEntry("energyLevel", 3.0)
                .containsEntry("hoursSlept", 5.0)
                .containsEntry("depressedMood", Double.NaN);
    }

    private static CheckIn checkIn(Day day) {
        Map<String, Object> json = new HashMap<>();
        json.put("checkin_date", FIRST_DAY.plusDays(day.day()).toString());
        for (CheckInField.Group group : CheckInField.Group.values()) {
            Map<String, Double> told = new HashMap<>(day.fields());
            told.keySet().retainAll(CheckInField.labels(group));
            json.put(group.wireName(), told);
        }
        return Json.convert(json, CheckIn.class);
    }

    static String resource(String name) throws IOException {
        try (InputStream in = MoodFeaturesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    record Examples(List<Day> days, List<Example> examples) {}

    record Day(int day, Map<String, Double> fields) {}

    record Example(int windowDays, Map<String, Double> features) {}
}

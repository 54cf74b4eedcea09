package dev.baton.mood.activity;

import dev.baton.internal.celery.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WearTimeTest {
    private static final int DAY = 24 * 60;

    /** Computed from the same counts by {@code models/training/mood/wear.py}. */
    @Test
    void wearIsThatOfTheTraining() throws IOException {
        Example example = Json.read(resource("/mood/activity.json"), Example.class);

        WearTime found = WearTime.of(
                example.counts().stream().mapToDouble(Integer::doubleValue).toArray());

        assertThat(found.days())
                .isEqualTo(example.worn().stream().map(Duration::ofMinutes).toList());
    }

    @ParameterizedTest
    @CsvSource({"89, 1440", "90, 1350", "600, 840", "1440, 0"})
    void anHourAndAHalfWithoutCountsIsNotWorn(int minutes, long worn) {
        double[] counts = worn(1);
        Arrays.fill(counts, 0, minutes, 0);

        assertThat(WearTime.of(counts).days()).containsExactly(Duration.ofMinutes(worn));
    }

    @ParameterizedTest
    @CsvSource({"60, 2, 60, 1318", "60, 3, 60, 1440", "29, 2, 61, 1440", "30, 1, 58, 1440"})
    void aTouchBetweenHalfHoursWithoutCountsIsNoWear(int before, int touch, int after, long worn) {
        double[] counts = worn(1);
        Arrays.fill(counts, 600, 600 + before, 0);
        Arrays.fill(counts, 600 + before + touch, 600 + before + touch + after, 0);

        assertThat(WearTime.of(counts).days()).containsExactly(Duration.ofMinutes(worn));
    }

    @Test
    void fourDaysOfTenHoursSuffice() {
        double[] counts = new double[7 * DAY];
        for (int day = 0; day < 4; day++) {
            Arrays.fill(counts, day * DAY + 480, day * DAY + 1080, 1);
        }

        assertThat(WearTime.of(counts).suffices()).isTrue();

        Arrays.fill(counts, 480, 485, 0);

        assertThat(WearTime.of(counts).wornDays()).isEqualTo(3);
        assertThat(WearTime.of(counts).suffices()).isFalse();
    }

    @Test
    void whatIsNoWholeDayIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> WearTime.of(new double[7]));
    }

    private static double[] worn(int days) {
        double[] counts = new double[days * DAY];
        Arrays.fill(counts, 1);
        return counts;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = WearTimeTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private record Example(List<Integer> counts, List<Integer> worn) {}
}

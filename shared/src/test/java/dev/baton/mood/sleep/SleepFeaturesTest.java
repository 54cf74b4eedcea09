package dev.baton.mood.sleep;

import dev.baton.internal.celery.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SleepFeaturesTest {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

    /** Computed from the same records by {@code models/training/mood/sleep.py}, which the models were trained with. */
    @Test
    void featuresAreThoseOfTheTraining() throws IOException {
        Example example = Json.read(resource("/mood/sleep.json"), Example.class);
        List<SleepRecord> records = example.records().stream()
                .map(one -> record(one.get(0), one.get(1)))
                .toList();

        Map<String, Double> features = of(records);

        assertThat(features).containsOnlyKeys(example.features().keySet()).containsOnlyKeys(SleepFeatures.names());
        example.features()
                .forEach((name, expected) ->
                        assertThat(features.get(name)).as(name).isCloseTo(expected, within(1e-6)));
    }

    @Test
    void recordsOfTwoDevicesCountOnce() {
        List<SleepRecord> once = nights(30);
        List<SleepRecord> twice = new ArrayList<>(once);
        twice.addAll(once);

        assertThat(of(twice)).isEqualTo(of(once));
        assertThat(of(once).get("LongSleepWindow_length_MN")).isCloseTo(8, within(0.1));
    }

    /** 3.75 hours is the length from which on a window is long; windows are merged over less than an hour. */
    @Test
    void aNapAnHourAwayStaysAWindowOfItsOwnThatIsShort() {
        List<SleepRecord> records = new ArrayList<>(nights(30));
        for (int day = 1; day <= 30; day++) {
            records.add(record(day * 1440 + 8 * 60 + 61, day * 1440 + 11 * 60));
        }

        Map<String, Double> features = of(records);

        assertThat(features.get("LongSleepWindow_number_MN")).isCloseTo(1, within(0.05));
        assertThat(features.get("ShortSleepWindow_number_MN")).isCloseTo(1, within(0.05));
        assertThat(features.get("WT_long_MN")).isZero();
    }

    @Test
    void wakingsOfLessThanTenMinutesAreSleep() {
        List<SleepRecord> records = new ArrayList<>();
        for (int day = 1; day <= 30; day++) {
            records.add(record(day * 1440, day * 1440 + 180));
            records.add(record(day * 1440 + 189, day * 1440 + 480));
        }

        assertThat(of(records).get("ST_long_MN")).isCloseTo(8, within(1e-9));
        assertThat(of(records).get("Sleep_amplitude_Zscore")).isZero();
    }

    @Test
    void lessThanThirtyDaysAreTooFewAndGapsBetweenThemAreNone() {
        List<SleepRecord> some = nights(29);
        List<SleepRecord> withGaps = nights(45).stream()
                .filter(night -> night.begins().time().getDayOfMonth() % 4 != 0)
                .toList();

        assertThatIllegalArgumentException().isThrownBy(() -> of(some)).withMessageContaining("30 days");
        assertThat(SleepFeatures.days(SleepDiary.of(withGaps, null))).isBetween(30, 36);
        assertThat(of(withGaps).get("ST_long_MN")).isCloseTo(8, within(0.1));
    }

    @Test
    void melatoninBeginsInTheEveningOfWhoSleepsAtNight() {
        Map<String, Double> features = of(nights(40));

        assertThat(features.get("Circadian_phase_MN")).isBetween(20.0, 24.0);
        assertThat(features.get("Circadian_amplitude_MN")).isBetween(0.9, 1.2);
    }

    @Test
    void aRecordThatEndsBeforeItBeginsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> record(60, 60)).withMessageContaining("36 hours");
        assertThatIllegalArgumentException().isThrownBy(() -> record(0, 37 * 60));
    }

    private static Map<String, Double> of(List<SleepRecord> records) {
        return SleepFeatures.of(SleepDiary.of(records, null));
    }

    /** From midnight to eight. */
    private static List<SleepRecord> nights(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(day -> record(day * 1440, day * 1440 + 480))
                .toList();
    }

    private static SleepRecord record(int begin, int end) {
        LocalDateTime midnight = FIRST_DAY.atStartOfDay();
        return new SleepRecord(midnight.plusMinutes(begin), midnight.plusMinutes(end));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SleepFeaturesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    record Example(List<List<Integer>> records, Map<String, Double> features) {}
}

package dev.baton.mood.sleep;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** What becomes of nights in which the clock changes: in 2026 on 29 March and 25 October in Berlin, 8 March and 1 November in New York. */
class SleepDiaryTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String LENGTH = "LongSleepWindow_length";
    /** Hours of the other nights; of the first one only those from midnight on count. */
    private static final double OTHERS = 38 * 8 + 7;

    /** The night of the change is as long as the time that passed, and the others as they were. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-10-25, 9",
        "Europe/Berlin, 2026-03-29, 7",
        "America/New_York, 2026-11-01, 9",
        "America/New_York, 2026-03-08, 7",
        // An hour after midnight, back to midnight.
        "Atlantic/Azores, 2026-10-25, 9",
        "Australia/Lord_Howe, 2026-04-05, 8.5"
    })
    void aNightIsAsLongAsTheTimeThatPassed(ZoneId zone, LocalDate changed, double hours) {
        List<SleepRecord> nights = nights(changed);

        Map<String, Double> byZone = SleepFeatures.of(SleepDiary.of(nights, zone));
        Map<String, Double> byOffsets = SleepFeatures.of(SleepDiary.of(withOffsets(nights, zone), null));

        assertThat(byZone.get(LENGTH + "_MN")).isCloseTo((OTHERS + hours) / 40, within(1e-9));
        assertThat(byZone.get("LongSleepWindow_number_MN")).isEqualTo(1);
        assertThat(byZone.get("Sleep_percentage_MN")).isCloseTo((OTHERS + hours) / 40 / 24, within(1e-9));
        assertThat(byOffsets).isEqualTo(byZone);
    }

    /** Very regular sleep, so that an hour of one night counts much. */
    @Test
    void offsetsTellWhenInTheNightTheClockChanges() {
        List<SleepRecord> records = new ArrayList<>(nights(LocalDate.of(2026, 10, 5)));
        records.subList(39, 40).clear();
        Map<String, Double> byZone = withLast(records, BERLIN);

        assertThat(withLast(records, null)).isEqualTo(byZone);
    }

    private static Map<String, Double> withLast(List<SleepRecord> records, @Nullable ZoneId zone) {
        List<SleepRecord> all = new ArrayList<>(records);
        all.add(new SleepRecord("2026-10-25T02:50+02:00", "2026-10-25T07:10+01:00"));
        return SleepFeatures.of(SleepDiary.of(all, zone));
    }

    /** Who flies from Berlin to New York has no zone's change. */
    @Test
    void onAJourneyTheClockChangesOnceItsOffsetIsTold() {
        List<SleepRecord> records = new ArrayList<>(nights(LocalDate.of(2026, 7, 1)));
        records.set(19, new SleepRecord("2026-06-30T23:00+02:00", "2026-07-01T02:00-04:00"));

        assertThat(mean(SleepDiary.of(records, null))).isCloseTo((OTHERS + 9) / 40, within(1e-9));
    }

    /** Who goes on to sleep from eleven to seven by the clock has, three weeks later, the rhythm by the clock of before. */
    @ParameterizedTest
    @CsvSource({"2026-10-25", "2026-03-29"})
    void theRhythmFollowsTheClock(LocalDate changed) {
        List<SleepRecord> nights = nights(changed);

        double withChange = phase(nights, BERLIN);
        double without = phase(nights, ZoneId.of("UTC"));

        assertThat(withChange).isCloseTo(without, within(0.35));
    }

    private static double phase(List<SleepRecord> nights, ZoneId zone) {
        Map<String, Double> features = SleepFeatures.of(SleepDiary.of(nights, zone));
        return features.get("Circadian_phase_MN")
                + features.get("Circadian_phase_Zscore") * features.get("Circadian_phase_SD");
    }

    @Test
    void aRecordInsideTheHourThatIsShownTwiceIsNoReasonToRefuse() {
        List<SleepRecord> records = new ArrayList<>(nights(LocalDate.of(2026, 10, 25)));
        SleepRecord nap = new SleepRecord("2026-10-25T02:50", "2026-10-25T02:10");
        records.set(19, nap);

        SleepDiary byZone = SleepDiary.of(records, BERLIN);
        SleepDiary byClock = SleepDiary.of(records, null);

        for (SleepDiary diary : List.of(byZone, byClock)) {
            assertThat(SleepFeatures.of(diary).get("ShortSleepWindow_length_MN"))
                    .isCloseTo(20 / 60.0 / 40, within(1e-9));
        }
        assertThat(byClock.notes())
                .singleElement()
                .asString()
                .contains(nap.toString())
                .contains("20 minutes");
        // By the zone there is one way alone to read it.
        assertThat(byZone.notes()).isEmpty();
    }

    @Test
    void whatMayBeReadInTwoWaysIsSaidAndOffsetsSettleIt() {
        List<SleepRecord> records = new ArrayList<>(nights(LocalDate.of(2026, 10, 25)));
        records.set(19, new SleepRecord("2026-10-25T02:30", "2026-10-25T07:00"));

        SleepDiary doubtful = SleepDiary.of(records, BERLIN);
        records.set(19, new SleepRecord("2026-10-25T02:30+01:00", "2026-10-25T07:00"));
        SleepDiary told = SleepDiary.of(records, BERLIN);

        assertThat(doubtful.notes()).singleElement().asString().contains("330 minutes");
        assertThat(told.notes()).isEmpty();
        assertThat(mean(doubtful) - mean(told)).isCloseTo(1 / 40.0, within(1e-9));
    }

    @Test
    void timesThatTheClockSkipsAreTakenAsMuchLater() {
        List<SleepRecord> records = new ArrayList<>(nights(LocalDate.of(2026, 3, 29)));
        records.set(19, new SleepRecord("2026-03-29T02:30", "2026-03-29T08:00"));

        SleepDiary diary = SleepDiary.of(records, BERLIN);

        assertThat(mean(diary)).isCloseTo((OTHERS + 4.5) / 40, within(1e-9));
        assertThat(diary.notes()).singleElement().asString().contains("270 minutes");
    }

    /** Such as one from a journey, whose start alone has an offset. */
    @Test
    void aRecordThatCannotBeIsLeftOutAndSaid() {
        List<SleepRecord> records = new ArrayList<>(nights(LocalDate.of(2026, 10, 25)));
        Map<String, Double> without = SleepFeatures.of(SleepDiary.of(records, BERLIN));
        SleepRecord bad = new SleepRecord("2026-10-20T12:00-10:00", "2026-10-20T13:00");
        records.add(bad);

        SleepDiary diary = SleepDiary.of(records, BERLIN);

        assertThat(SleepFeatures.of(diary)).isEqualTo(without);
        assertThat(diary.notes())
                .singleElement()
                .asString()
                .contains(bad.toString())
                .contains("left out");
    }

    @Test
    void notesAreFewHoweverManyRecordsThereAre() {
        List<SleepRecord> records = new ArrayList<>(nights(LocalDate.of(2026, 10, 25)));
        IntStream.range(0, 50)
                .forEach(minute -> records.add(new SleepRecord("2026-10-25T02:" + (minute + 10), "2026-10-25T06:00")));

        assertThat(SleepDiary.of(records, BERLIN).notes())
                .hasSize(11)
                .last()
                .asString()
                .contains("40 more");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-25T14:50, 2026-10-25T14:10",
        "2026-10-25T02:50, 2026-10-25T01:10",
        "2026-10-25T02:50+02:00, 2026-10-25T02:10+02:00",
        "2026-10-25T02:50, 25.10.2026 7:00",
        "2026-10-25, 2026-10-26"
    })
    void whatNoClockShowsIsRefused(String start, String end) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SleepRecord(start, end));
    }

    private static double mean(SleepDiary diary) {
        return SleepFeatures.of(diary).get(LENGTH + "_MN");
    }

    /** Forty nights from eleven to seven by the clock, the twentieth of which ends on {@code day}. */
    private static List<SleepRecord> nights(LocalDate day) {
        return IntStream.range(-19, 21)
                .mapToObj(day::plusDays)
                .map(morning -> new SleepRecord(morning.minusDays(1).atTime(23, 0), morning.atTime(7, 0)))
                .toList();
    }

    private static List<SleepRecord> withOffsets(List<SleepRecord> nights, ZoneId zone) {
        return nights.stream()
                .map(one -> new SleepRecord(
                        one.begins().time().atZone(zone).toOffsetDateTime().toString(),
                        one.ends().time().atZone(zone).toOffsetDateTime().toString()))
                .toList();
    }
}

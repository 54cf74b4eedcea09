package dev.baton.mood.checkin;

import dev.baton.internal.celery.Json;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CheckInTest {
    @Test
    void valuesAreFoundByTheirFieldAndAbsentOnesAreNone() {
        CheckIn checkIn = Json.read(
                "{\"checkin_date\": \"2026-01-31\", \"sleep_data\": {\"hoursSlept\": 7.5, \"hasNapped\": 1}}",
                CheckIn.class);

        assertThat(checkIn.checkinDate()).isEqualTo(LocalDate.of(2026, 1, 31));
        assertThat(checkIn.value(CheckInField.HOURS_SLEPT)).hasValue(7.5);
        assertThat(checkIn.value(CheckInField.SLEEP_QUALITY)).isEmpty();
        assertThat(checkIn.value(CheckInField.ENERGY_LEVEL)).isEmpty();
        assertThat(Json.read(Json.write(checkIn), CheckIn.class)).isEqualTo(checkIn);
    }

    @ParameterizedTest
    @CsvSource({
        "sleep_data, hoursSlept, 24.5, 0 to 24",
        "sleep_data, sleepQuality, -1, 0 to 10",
        "mood_data, energyLevel, 11, 0 to 10",
        "risk_routine_data, tasksPlanned, -1, 0 to",
        "meds_context_data, medicationAdherence, 0.5, 0 or 1",
        "mood_data, energyLevel, '\"NaN\"', 0 to 10",
        "mood_data, energyLevel, '\"Infinity\"', 0 to 10",
        "mood_data, hoursSlept, 7, is not known"
    })
    void whatIsOutOfItsRangeIsRefusedByItsName(String group, String field, String value, String reason) {
        String json = "{\"checkin_date\": \"2026-01-31\", \"%s\": {\"%s\": %s}}".formatted(group, field, value);

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> Json.read(json, CheckIn.class))
                .satisfies(refused -> assertThat(rootOf(refused))
                        .isInstanceOfSatisfying(InvalidCheckInException.class, invalid -> {
                            assertThat(invalid.faults()).containsOnlyKeys(group + "." + field);
                            assertThat(invalid.faults().get(group + "." + field))
                                    .contains(reason);
                        }));
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}

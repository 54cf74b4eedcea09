package dev.baton.api;

import dev.baton.api.security.HashedUser;
import dev.baton.testing.RequiresServices;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
@ExtendWith({OutputCaptureExtension.class, RunningApi.class})
class CheckInsIT {
    private static final String CHECK_INS = "/api/v1/check-ins";
    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

    private final ApiFixture api;
    private final UUID user = UUID.randomUUID();

    CheckInsIT(ApiFixture api) {
        this.api = api;
    }

    private Answer add(UUID of, LocalDate day, String groups) {
        return api.postJson(
                CHECK_INS, "{\"user_id\": \"%s\", \"checkin_date\": \"%s\", %s}".formatted(of, day, groups));
    }

    private Answer addSleep(LocalDate day, double hours) {
        return add(user, day, "\"sleep_data\": {\"hoursSlept\": " + hours + "}").hasStatus(201);
    }

    @Test
    void aCheckInIsStoredAndFoundAgain() {
        Answer stored = add(
                        user,
                        DAY,
                        "\"sleep_data\": {\"hoursSlept\": 7.5, \"hasNapped\": 1, \"sleepQuality\": null}, \"mood_data\": null")
                .hasStatus(201);

        Answer found = api.get(stored.header("Location")).hasStatus(200);

        assertThat(found.at("/id")).isEqualTo(stored.at("/id"));
        assertThat(found.at("/checkin_date")).isEqualTo("2026-01-31");
        assertThat(found.json().at("/sleep_data/hoursSlept").asDouble()).isEqualTo(7.5);
        assertThat(found.json().at("/sleep_data").size()).isEqualTo(2);
        assertThat(found.json().has("mood_data")).isFalse();
    }

    @Test
    void theLatestIsThatOfTheLastDayAndOfADayTheLastOne() {
        addSleep(DAY, 6);
        addSleep(DAY, 7);
        addSleep(DAY.minusDays(1), 8);

        Answer latest = api.get(CHECK_INS + "/latest?user_id=" + user).hasStatus(200);

        assertThat(latest.json().at("/sleep_data/hoursSlept").asDouble()).isEqualTo(7);
        api.get(CHECK_INS + "/latest?user_id=" + UUID.randomUUID()).isProblem(404, "check-in-not-found");
    }

    @Test
    void historyComesInPagesTheNewestFirst() {
        for (int day = 0; day < 5; day++) {
            addSleep(DAY.plusDays(day), day);
        }
        add(UUID.randomUUID(), DAY, "\"mood_data\": {\"energyLevel\": 1}").hasStatus(201);

        Answer page = api.get(CHECK_INS + "?limit=2&offset=1&user_id=" + user).hasStatus(200);

        assertThat(page.json().at("/total").asInt()).isEqualTo(5);
        assertThat(page.json().at("/check_ins").size()).isEqualTo(2);
        assertThat(page.at("/check_ins/0/checkin_date")).isEqualTo("2026-02-03");
        assertThat(page.at("/check_ins/1/checkin_date")).isEqualTo("2026-02-02");
        api.get(CHECK_INS + "?limit=201&user_id=" + user).isProblem(400, "invalid-parameter");
        api.get(CHECK_INS).isProblem(400, "invalid-parameter");
    }

    @Test
    void aDeletedCheckInIsGone() {
        String url = addSleep(DAY, 6).header("Location");

        api.delete(url).hasStatus(204);

        api.get(url).isProblem(404, "check-in-not-found");
        api.delete(url).isProblem(404, "check-in-not-found");
    }

    @Test
    void aUsersDataIsExportedAndErasedAndNobodyElses() {
        UUID other = UUID.randomUUID();
        addSleep(DAY, 6);
        addSleep(DAY.plusDays(1), 7);
        add(other, DAY, "\"mood_data\": {\"energyLevel\": 1}").hasStatus(201);

        Answer export = api.get("/api/v1/users/" + user + "/export").hasStatus(200);
        Answer erased = api.delete("/api/v1/users/" + user).hasStatus(200);

        assertThat(export.at("/user_id")).isEqualTo(user.toString());
        assertThat(export.json().at("/check_ins").size()).isEqualTo(2);
        assertThat(erased.json().at("/check_ins").asInt()).isEqualTo(2);
        assertThat(api.count("check_in")).isOne();
        assertThat(api.delete("/api/v1/users/" + user).json().at("/check_ins").asInt())
                .isZero();
        api.get(CHECK_INS + "/latest?user_id=" + other).hasStatus(200);
    }

    /** As a version of before, or another program, may have stored it. */
    @Test
    void aStoredFieldThatIsNotValidHidesNothingElse() {
        addSleep(DAY, 6);
        api.jdbc()
                .sql("update check_in set groups = jsonb_set(groups, '{sleep_data}',"
                        + " '{\"hoursSlept\": 6, \"sleepQuality\": 11, \"snored\": 1}') where user_id = ?")
                .param(user)
                .update();
        addSleep(DAY.plusDays(1), 7);

        Answer page = api.get(CHECK_INS + "?user_id=" + user).hasStatus(200);
        Answer export = api.get("/api/v1/users/" + user + "/export").hasStatus(200);

        assertThat(page.json().at("/check_ins").size()).isEqualTo(2);
        assertThat(page.json().at("/check_ins/1/sleep_data").propertyNames()).containsExactly("hoursSlept");
        assertThat(export.json().at("/check_ins").size()).isEqualTo(2);
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        Answer refused = api.postJson(CHECK_INS, """
                {"user_id": "7", "checkin_date": "31.1.2026", "mood": {},
                 "sleep_data": {"hoursSlept": 25, "sleepQuality": "good", "hasNapped": true},
                 "mood_data": {"energyLevel": NaN, "hoursSlept": 7}, "meds_context_data": [1]}""");

        refused.isProblem(422, "invalid-check-in");
        assertThat(refused.json()
                        .at("/errors")
                        .valueStream()
                        .map(error -> error.at("/field").asString()))
                .containsExactlyInAnyOrder(
                        "user_id",
                        "checkin_date",
                        "mood",
                        "sleep_data.hoursSlept",
                        "sleep_data.sleepQuality",
                        "sleep_data.hasNapped",
                        "mood_data.energyLevel",
                        "mood_data.hoursSlept",
                        "meds_context_data");
        assertThat(refused.text()).contains("must be 0 to 24, was 25.0", "must be 0 to 10, was NaN", "must be a UUID");
        assertThat(api.count("check_in")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "sleep_data, hoursSlept, 24.001",
        "sleep_data, nappingDurationMin, -1",
        "sleep_data, sleepQuality, -Infinity",
        "symptoms_data, thoughtSpeed, 1e999",
        "risk_routine_data, socialRhythmEvent, 0.5",
        "appetite_impulse_data, compulsionIntensity, 11",
        "meds_context_data, medicationAdherence, 2"
    })
    void aFieldOutOfItsRangeIsRefusedByItsName(String group, String field, String value) {
        Answer refused = add(user, DAY, "\"%s\": {\"%s\": %s}".formatted(group, field, value));

        assertThat(refused.isProblem(422, "invalid-check-in").at("/errors/0/field"))
                .isEqualTo(group + "." + field);
        assertThat(refused.at("/errors/0/reason")).startsWith("must be 0 ");
    }

    @Test
    void daysThatNobodyHasLivedAreRefused() {
        for (LocalDate day : new LocalDate[] {
            LocalDate.of(1899, 12, 31), LocalDate.now(ZoneOffset.UTC).plusDays(3)
        }) {
            assertThat(add(user, day, "\"mood_data\": {}")
                            .isProblem(422, "invalid-check-in")
                            .at("/errors/0/field"))
                    .isEqualTo("checkin_date");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{\"user_id\": ", "{\"a\": {\"b\": [}}"})
    void whatIsNoJsonObjectIsRefused(String body) {
        api.postJson(CHECK_INS, body).isProblem(400, "invalid-request");
    }

    @Test
    void bodiesAreOfLimitedSizeDepthAndType() {
        api.postJson(CHECK_INS, "{\"user_id\": \"" + "x".repeat(1 << 20) + "\"}")
                .isProblem(413, "request-too-large");
        assertThat(api.postJson(CHECK_INS, "{\"user_id\": 1, \"user_id\": 2}")
                        .isProblem(400, "invalid-request")
                        .at("/detail"))
                .contains("a field twice");
        api.postJson(CHECK_INS, "{\"a\":".repeat(5000)).isProblem(400, "invalid-request");
        api.send("POST", CHECK_INS, BodyPublishers.ofString("{}"), "Content-Type", "text/plain")
                .isProblem(415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"users/%s/export", "check-ins?user_id=%s", "check-ins/latest?user_id=%s", "check-ins/%s"})
    void whatIsNoUuidIsRefused(String path) {
        for (String id : new String[] {"42", "not-a-uuid", "6f1c0f4e-2d63-4c0e-9d4e-0c6a4f4f9c1g"}) {
            api.get("/api/v1/" + path.formatted(id)).isProblem(400, "invalid-parameter");
        }
    }

    @Test
    void logsNameUsersByTheirHashOnly(CapturedOutput output) {
        addSleep(DAY, 6);
        api.get("/api/v1/users/" + user + "/export").hasStatus(200);
        api.get("/api/v1/users/" + user + "/nothing").isProblem(404, "not-found");
        api.get(CHECK_INS + "/latest?user_id=" + user + "x").isProblem(400, "invalid-parameter");
        api.database.cut();
        api.delete("/api/v1/users/" + user).isProblem(503, "database-unavailable");

        assertThat(output.getAll()).contains(HashedUser.of(user)).doesNotContain(user.toString());
    }
}

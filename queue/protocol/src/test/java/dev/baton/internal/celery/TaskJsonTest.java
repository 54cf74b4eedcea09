package dev.baton.internal.celery;

import dev.baton.internal.celery.kombu.KombuTypes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The expected texts are what kombu 5.5.3 and 5.6.2 write. */
class TaskJsonTest {
    private static final UUID ID = UUID.fromString("731bf42a-12ed-497b-9551-c73e93cc6b2b");

    /** A handler's output. */
    record Bill(BigDecimal amount, List<LocalDate> days) {}

    @Test
    void datesAndTimesAreTaggedInTheFormOfIsoformat() {
        OffsetDateTime moment = OffsetDateTime.parse("2026-11-21T08:06:14.436526+01:00");

        assertThat(TaskJson.write(moment)).isEqualTo(tagged("datetime", "2026-11-21T08:06:14.436526+01:00"));
        assertThat(TaskJson.write(moment.toInstant()))
                .isEqualTo(tagged("datetime", "2026-11-21T07:06:14.436526+00:00"));
        assertThat(TaskJson.write(ZonedDateTime.ofInstant(moment.toInstant(), ZoneId.of("Asia/Kolkata"))))
                .isEqualTo(tagged("datetime", "2026-11-21T12:36:14.436526+05:30"));
        assertThat(TaskJson.write(LocalDateTime.of(2026, 11, 21, 8, 6)))
                .isEqualTo(tagged("datetime", "2026-11-21T08:06:00"));
        assertThat(TaskJson.write(LocalDate.of(33, 4, 3))).isEqualTo(tagged("date", "0033-04-03"));
        assertThat(TaskJson.write(LocalTime.of(8, 6, 14, 5_000))).isEqualTo(tagged("time", "08:06:14.000005"));
        assertThat(TaskJson.write(OffsetTime.of(8, 6, 0, 0, ZoneOffset.ofHours(2))))
                .isEqualTo(tagged("time", "08:06:00+02:00"));
    }

    @Test
    void whatIsFinerThanAMicrosecondIsCut() {
        assertThat(TaskJson.write(Instant.parse("2026-11-21T08:06:14.123456789Z")))
                .isEqualTo(tagged("datetime", "2026-11-21T08:06:14.123456+00:00"));
        assertThat(TaskJson.write(LocalTime.of(8, 6, 14, 999))).isEqualTo(tagged("time", "08:06:14"));
    }

    @Test
    void datesOfJdbcAreDates() {
        Instant moment = Instant.parse("2026-11-21T08:06:14.436526Z");

        assertThat(TaskJson.write(Timestamp.from(moment)))
                .isEqualTo(tagged("datetime", "2026-11-21T08:06:14.436526+00:00"));
        assertThat(TaskJson.write(Date.from(moment))).isEqualTo(tagged("datetime", "2026-11-21T08:06:14.436000+00:00"));
        assertThat(TaskJson.write(java.sql.Date.valueOf("2026-11-21"))).isEqualTo(tagged("date", "2026-11-21"));
        assertThat(TaskJson.write(java.sql.Time.valueOf("08:06:14"))).isEqualTo(tagged("time", "08:06:14"));
    }

    @Test
    void datesThatPythonDoesNotHaveAreRefused() {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> TaskJson.write(Map.of("at", Instant.parse("+10000-01-01T00:00:00Z"))))
                .withMessageContaining("1 to 9999");
    }

    @Test
    void decimalsUuidsAndBytesAreTagged() {
        assertThat(TaskJson.write(new BigDecimal("12.50"))).isEqualTo(tagged("decimal", "12.50"));
        assertThat(TaskJson.write(ID))
                .isEqualTo("{\"__type__\":\"uuid\",\"__value__\":{\"hex\":\"731bf42a12ed497b9551c73e93cc6b2b\"}}");
        assertThat(TaskJson.write("grün".getBytes(StandardCharsets.UTF_8))).isEqualTo(tagged("bytes", "grün"));
        assertThat(TaskJson.write(new byte[] {-1, 0})).isEqualTo(tagged("base64", "/wA="));
    }

    @Test
    void valuesInsideOfRecordsListsAndMapsAreTagged() {
        Bill bill = new Bill(new BigDecimal("1E+3"), List.of(LocalDate.of(2026, 11, 21)));

        assertThat(TaskJson.write(Map.of("bill", bill)))
                .isEqualTo("{\"bill\":{\"amount\":" + tagged("decimal", "1E+3") + ",\"days\":["
                        + tagged("date", "2026-11-21") + "]}}");
        assertThat(TaskJson.plain(bill))
                .isEqualTo(Map.of(
                        "amount",
                        Map.of("__type__", "decimal", "__value__", "1E+3"),
                        "days",
                        List.of(Map.of("__type__", "date", "__value__", "2026-11-21"))));
    }

    @Test
    void whatIsNoNumberIsBareAsInPython() {
        List<Object> values = List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);

        assertThat(TaskJson.write(values)).isEqualTo("[NaN,Infinity,-Infinity]");
        assertThat(TaskJson.write(TaskJson.plain(values))).isEqualTo("[NaN,Infinity,-Infinity]");
        assertThat(Json.read("[NaN,Infinity,-Infinity]", Object[].class))
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @Test
    void otherTypesStayText() {
        assertThat(TaskJson.write(Duration.ofMinutes(5))).isEqualTo("\"PT5M\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "datetime | \"2026-11-21T08:06:14.436526+00:00\"",
                "datetime | \"2026-11-21T08:06:14-03:30\"",
                "datetime | \"2026-11-21T08:06:14+01:00:30\"",
                "datetime | \"0001-01-01T00:00:00\"",
                "date     | \"9999-12-31\"",
                "time     | \"08:06:14.000005\"",
                "time     | \"08:06:14+02:00\"",
                "decimal  | \"12345678901234567890.10\"",
                "decimal  | \"0E-7\"",
                "uuid     | {\"hex\":\"731bf42a12ed497b9551c73e93cc6b2b\"}",
                "bytes    | \"\"",
                "base64   | \"/wD+\""
            })
    void whatPythonWritesIsWrittenAgainToTheLetter(String type, String value) {
        String json = "{\"a\":[{\"__type__\":\"" + type + "\",\"__value__\":" + value + "}]}";

        Object read = KombuTypes.decode(Json.readObject(json));

        assertThat(((List<?>) ((Map<?, ?>) read).get("a")).get(0)).isNotInstanceOf(Map.class);
        assertThat(TaskJson.write(read)).isEqualTo(json);
    }

    @Test
    void anObjectThatMerelyHasATypeIsAnObject() {
        Map<String, @Nullable Object> plain = Map.of("__type__", "date", "__value__", "2026-11-21", "more", 1);

        assertThat(KombuTypes.decode(plain)).isEqualTo(plain);
        assertThat(KombuTypes.decode(Map.of("__type__", "date"))).isEqualTo(Map.of("__type__", "date"));
    }

    @Test
    void aTypeThatAnApplicationHasRegisteredIsRefusedOrLeftAsItIs() {
        Map<String, Object> own = Map.of("__type__", "money", "__value__", "5 EUR");

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> KombuTypes.decode(List.of(own)))
                .withMessageContaining("'money'");
        assertThat(KombuTypes.decodeKnown(List.of(own, Map.of("__type__", "date", "__value__", "2026-11-21"))))
                .isEqualTo(List.of(own, LocalDate.of(2026, 11, 21)));
    }

    @Test
    void monitorsAreShownWhatPythonShows() {
        List<Object> values = List.of(
                new BigDecimal("12.50"),
                ID,
                LocalDate.of(2026, 11, 21),
                LocalTime.of(8, 6),
                OffsetDateTime.parse("2026-11-21T08:06:14.436526Z"),
                OffsetDateTime.parse("2026-11-21T08:06:00-03:30"),
                new byte[] {'a', -1},
                Double.NaN);

        assertThat(PythonRepr.of(values))
                .isEqualTo(
                        "[Decimal('12.50'), UUID('731bf42a-12ed-497b-9551-c73e93cc6b2b'), datetime.date(2026, 11, 21),"
                                + " datetime.time(8, 6), datetime.datetime(2026, 11, 21, 8, 6, 14, 436526, tzinfo=datetime.timezone.utc),"
                                + " datetime.datetime(2026, 11, 21, 8, 6,"
                                + " tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=73800))), b'a\\xff', nan]");
        assertThat(PythonRepr.of(TaskJson.plain(values))).isEqualTo(PythonRepr.of(values));
    }

    private static String tagged(String type, String value) {
        return "{\"__type__\":\"" + type + "\",\"__value__\":\"" + value + "\"}";
    }
}

package dev.baton.internal.celery;

import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TypedArgumentsTest {
    private static final OffsetDateTime MOMENT = OffsetDateTime.parse("2026-11-21T08:06:14.436526+01:00");
    private static final UUID ID = UUID.fromString("731bf42a-12ed-497b-9551-c73e93cc6b2b");
    private static final TaskType<Any, Object> ANY = new TaskType<>("any", Any.class, Object.class, "q");
    private static final TaskType<Times, Object> TIMES = new TaskType<>("times", Times.class, Object.class, "q");
    private static final TaskType<Values, Object> VALUES = new TaskType<>("values", Values.class, Object.class, "q");

    private static final TaskType<Texts, Object> TEXTS = new TaskType<>("texts", Texts.class, Object.class, "q");

    /** Whatever comes. */
    record Any(@Nullable Object value) {}

    /** The forms of one moment. */
    record Times(
            Instant instant,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            String text,
            List<Instant> list,
            Map<String, Object> map) {}

    /** The other types. */
    record Values(
            LocalDateTime naive,
            LocalDate day,
            LocalTime time,
            OffsetTime zoned,
            BigDecimal amount,
            UUID id,
            byte[] data) {}

    @Test
    void whoWantsAnObjectIsGivenTheValueItself() {
        List<Object> values = List.of(
                MOMENT,
                LocalDate.EPOCH,
                LocalTime.NOON,
                new BigDecimal("12.50"),
                ID,
                Map.of("deep", List.of(MOMENT)),
                1,
                2L,
                0.5);

        assertThat(bind(ANY, Map.of("value", values)).value()).isEqualTo(values);
        assertThat((byte[]) bind(ANY, Map.of("value", new byte[] {1, 2})).value())
                .containsExactly(1, 2);
        assertThat(bind(ANY, Map.of("value", Double.NaN)).value()).isEqualTo(Double.NaN);
    }

    @Test
    void aMomentIsReadAsWhateverStandsForOne() {
        Map<String, Object> kwargs = Map.of(
                "instant",
                MOMENT,
                "offset",
                MOMENT,
                "zoned",
                MOMENT,
                "text",
                MOMENT,
                "list",
                List.of(MOMENT),
                "map",
                Map.of("at", MOMENT));

        Times times = bind(TIMES, kwargs);

        assertThat(times.instant()).isEqualTo(MOMENT.toInstant());
        assertThat(times.zoned().toInstant()).isEqualTo(MOMENT.toInstant());
        assertThat(times.text()).isEqualTo("2026-11-21T08:06:14.436526+01:00");
        assertThat(times.list()).containsExactly(MOMENT.toInstant());
        assertThat(times.map()).isEqualTo(Map.of("at", MOMENT));
        assertThat(times.offset()).isEqualTo(MOMENT);
    }

    @Test
    void whatAJavaClientSendsIsWhatItGave() {
        Values values = new Values(
                LocalDateTime.parse("2026-11-21T08:06:14.000005"),
                LocalDate.EPOCH,
                LocalTime.NOON,
                OffsetTime.parse("08:06:14+02:00"),
                new BigDecimal("12.50"),
                ID,
                new byte[] {-1, 0});
        TaskRequest request = TaskRequest.of(TaskId.random(), VALUES.name(), ArgumentBinder.toKwargs(values));
        MessageCodec codec = new MessageCodec("baton@test");

        TaskRequest received = codec.decode(codec.encode(request, Instant.EPOCH));

        assertThat(ArgumentBinder.bind(received, VALUES))
                .usingRecursiveComparison()
                .isEqualTo(values);
    }

    @Test
    void textThatJavaReadsIsStillTaken() {
        Map<String, Object> kwargs = new LinkedHashMap<>(Map.of(
                "naive", "2026-11-21T08:06:14",
                "day", "2026-11-21",
                "time", "08:06",
                "zoned", "08:06+02:00",
                "amount", 12.5,
                "id", ID.toString()));
        kwargs.put("data", "AQI=");

        Values values = bind(VALUES, kwargs);

        assertThat(values.day()).isEqualTo("2026-11-21");
        assertThat(values.amount()).isEqualTo("12.5");
        assertThat(values.data()).containsExactly(1, 2);
    }

    /** Texts, and what has names. */
    record Texts(
            String text,
            List<String> list,
            Map<String, String> map,
            Optional<String> maybe,
            @Nullable Place place) {}

    enum Place {
        FIRST,
        SECOND
    }

    @Test
    void whatHasATextInPythonFitsOne() {
        Map<String, Object> kwargs = Map.of(
                "text",
                new BigDecimal("12.50"),
                "list",
                List.of(new BigDecimal("1E+3"), ID, LocalDate.EPOCH, LocalTime.NOON, "text"),
                "map",
                Map.of("at", MOMENT),
                "maybe",
                new BigDecimal("-0.1"));

        assertThat(bind(TEXTS, kwargs))
                .isEqualTo(new Texts(
                        "12.50",
                        List.of("1E+3", ID.toString(), "1970-01-01", "12:00:00", "text"),
                        Map.of("at", MOMENT.toString()),
                        Optional.of("-0.1"),
                        null));
    }

    @Test
    void numbersAndTruthValuesAreNoTexts() {
        assertNoText("text", 5, "argument 'text': must be a text, was 5");
        assertNoText("text", 5.5, "argument 'text': must be a text, was 5.5");
        assertNoText("text", new BigInteger("9".repeat(20)), "argument 'text': must be a text, was 9999");
        assertNoText("text", true, "argument 'text': must be a text, was true");
        assertNoText("list", List.of("a", 5), "argument 'list.[1]': must be a text, was 5");
        assertNoText("map", Map.of("a", false), "argument 'map.a': must be a text, was false");
        assertNoText("maybe", 5, "argument 'maybe': must be a text, was 5");
        assertNoText("place", 1, "argument 'place': must be one of FIRST, SECOND, was 1");
    }

    private static void assertNoText(String argument, Object value, String message) {
        Map<String, Object> kwargs = new LinkedHashMap<>(Map.of("text", "a", "list", List.of(), "map", Map.of()));
        kwargs.put(argument, value);
        assertThatExceptionOfType(UnbindableArgumentsException.class)
                .isThrownBy(() -> bind(TEXTS, kwargs))
                .withMessageContaining(message);
    }

    @Test
    void aValueOfAnotherTypeIsNamed() {
        assertThatExceptionOfType(UnbindableArgumentsException.class)
                .isThrownBy(() -> bind(
                        TIMES,
                        Map.of(
                                "instant", ID, "offset", MOMENT, "zoned", MOMENT, "text", MOMENT, "list", List.of(),
                                "map", Map.of())))
                .withMessageContaining("argument 'instant'");
        assertThatExceptionOfType(UnbindableArgumentsException.class)
                .isThrownBy(() -> bind(
                        TIMES,
                        Map.of(
                                "instant", MOMENT, "offset", MOMENT, "zoned", MOMENT, "text", "", "list", MOMENT, "map",
                                Map.of())))
                .withMessageContaining("argument 'list': must be a list");
    }

    private static <I extends Record> I bind(TaskType<I, ?> type, Map<String, ? extends @Nullable Object> kwargs) {
        return ArgumentBinder.bind(TaskRequest.of(TaskId.random(), type.name(), new LinkedHashMap<>(kwargs)), type);
    }

    /** What a text must stand for. */
    record Forms(
            @Nullable Instant instant,
            @Nullable OffsetDateTime offset,
            @Nullable ZonedDateTime zoned,
            @Nullable Date date,
            @Nullable LocalDateTime naive,
            @Nullable LocalDate day,
            @Nullable LocalTime time,
            @Nullable OffsetTime zonedTime,
            @Nullable Duration duration,
            @Nullable UUID id,
            @Nullable BigDecimal amount,
            @Nullable ZoneId zone,
            @Nullable URI link,
            byte @Nullable [] data) {}

    @Test
    void whatATextMustStandForIsShown() {
        String moment = "a moment such as 2026-01-01T00:00:00Z";
        Map<String, String> kinds = Map.ofEntries(
                Map.entry("instant", moment),
                Map.entry("offset", moment),
                Map.entry("zoned", moment),
                Map.entry("date", moment),
                Map.entry("naive", "a date and time such as 2026-01-01T00:00:00"),
                Map.entry("day", "a date such as 2026-01-01"),
                Map.entry("time", "a time such as 12:30:00"),
                Map.entry("zoned_time", "a time such as 12:30:00+01:00"),
                Map.entry("duration", "a duration such as PT30S"),
                Map.entry("id", "a UUID"),
                Map.entry("amount", "a number"),
                Map.entry("zone", "a time zone such as Europe/Berlin"),
                Map.entry("link", "a URI"),
                Map.entry("data", "bytes in Base64"));
        TaskType<Forms, Object> type = new TaskType<>("forms", Forms.class, Object.class, "q");

        assertThat(kinds)
                .allSatisfy((name, kind) -> assertThatExceptionOfType(UnbindableArgumentsException.class)
                        .isThrownBy(() -> bind(type, Map.of(name, "%")))
                        .withMessage("forms argument '" + name + "': must be " + kind + ", was \"%\""));
    }
}

package dev.baton.internal.celery;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NestedArgumentsTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<String, Object> WHOLE = Map.of("email", "a@b", "number", 7, "at", "2026-01-01T00:00:00Z");
    private static final TaskType<Welcome, Object> WELCOME =
            new TaskType<>("mail.welcome", Welcome.class, Object.class, "mail");
    private static final TaskType<Mailing, Object> MAILING =
            new TaskType<>("mail.all", Mailing.class, Object.class, "mail");

    private record Receipt(
            String email,
            @JsonProperty("number") long serial,
            Instant at,
            @Nullable String note,
            Optional<Integer> discount) {}

    private record Welcome(Receipt receipt, int seconds) {}

    private record Mailing(List<Receipt> receipts, Map<String, Receipt> byName, Optional<Part<Receipt>> part) {}

    private record Part<T>(T of) {}

    private record Defaulted(String text, int size) {
        @JsonCreator
        static Defaulted of(@JsonProperty("text") String text, @JsonProperty("size") @Nullable Integer size) {
            return new Defaulted(text, size == null ? 1 : size);
        }
    }

    private record Owner(Defaulted defaulted) {}

    @Test
    void whatIsMissingInARecordIsNamed() {
        assertRefused(WELCOME, List.of(without("number"), 1), "mail.welcome argument 'receipt.number': is missing");
        assertRefused(WELCOME, List.of(without("at"), 1), "mail.welcome argument 'receipt.at': is missing");
        assertRefused(WELCOME, List.of(Map.of(), 1), "mail.welcome argument 'receipt.email': is missing");
        assertRefused(
                WELCOME,
                List.of(with("email", null), 1),
                "mail.welcome argument 'receipt.email': must be a text, was null");
        assertRefused(
                WELCOME,
                List.of(with("number", null), 1),
                "mail.welcome argument 'receipt.number': must be a whole number, was null");
    }

    @Test
    void whatIsMissingInListsMapsAndOthersIsNamed() {
        assertRefused(
                MAILING,
                List.of(List.of(WHOLE, without("email")), Map.of()),
                "mail.all argument 'receipts.[1].email': is missing");
        assertRefused(
                MAILING,
                List.of(List.of(), Map.of("a", without("number"))),
                "mail.all argument 'by_name.a.number': is missing");
        assertRefused(
                MAILING,
                List.of(List.of(), Map.of(), Map.of("of", without("at"))),
                "mail.all argument 'part.of.at': is missing");
        assertRefused(MAILING, List.of(List.of(), Map.of(), Map.of()), "mail.all argument 'part.of': is missing");
    }

    @Test
    void whatMayBeNullMayBeLeftOutOfARecord() {
        Receipt receipt = new Receipt("a@b", 7, AT, null, Optional.empty());

        assertThat(bind(WELCOME, List.of(WHOLE, 1))).isEqualTo(new Welcome(receipt, 1));
        assertThat(bind(WELCOME, List.of(with("note", null), 1))).isEqualTo(new Welcome(receipt, 1));
        assertThat(bind(MAILING, List.of(List.of(WHOLE), Map.of("a", WHOLE))))
                .isEqualTo(new Mailing(List.of(receipt), Map.of("a", receipt), Optional.empty()));
    }

    @Test
    void aRecordWithACreatorOfItsOwnDecidesItself() {
        TaskType<Owner, Object> type = new TaskType<>("own", Owner.class, Object.class, "q");

        assertThat(bind(type, List.of(Map.of("text", "a")))).isEqualTo(new Owner(new Defaulted("a", 1)));
    }

    @Test
    void whatIsWrongIsToldBeforeWhatIsMissing() {
        record Greeting(String email, int seconds) {}
        TaskType<Greeting, Object> type = new TaskType<>("mail.greet", Greeting.class, Object.class, "mail");

        // The whole input as one positional argument.
        assertRefused(
                type,
                List.of(Map.of("email", "a")),
                "mail.greet argument 'email': must be a text, was {\"email\":\"a\"}");
        assertRefused(type, List.of("a"), "mail.greet is missing the argument 'seconds'");
    }

    private static Map<String, @Nullable Object> without(String name) {
        Map<String, @Nullable Object> fields = new HashMap<>(WHOLE);
        fields.remove(name);
        return fields;
    }

    private static Map<String, @Nullable Object> with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> fields = new HashMap<>(WHOLE);
        fields.put(name, value);
        return fields;
    }

    private static void assertRefused(TaskType<?, ?> type, List<?> args, String message) {
        assertThatThrownBy(() -> bind(type, args))
                .isInstanceOf(UnbindableArgumentsException.class)
                .hasMessage(message);
    }

    private static <I extends Record> I bind(TaskType<I, ?> type, List<?> args) {
        TaskRequest request = TaskRequest.of(TaskId.random(), type.name(), Map.of());
        return ArgumentBinder.bind(request.withArgs(List.copyOf(args)), type);
    }
}

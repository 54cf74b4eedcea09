package dev.baton.internal.celery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutputBinderTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.123456Z");

    private record Nothing() {}

    private record Receipt(
            String address, long subscriberCount, @Nullable String note, Optional<LocalDate> until) {}

    private record Priced(BigDecimal price, Instant at, byte[] seal) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Sparse(@JsonProperty("tags") List<String> labels) {}

    @Test
    void whatAHandlerGivesIsWhatItsSenderGets() {
        Receipt receipt = new Receipt("a@b", 7, null, Optional.of(LocalDate.of(2026, 11, 30)));

        assertThat(sent(receipt, Receipt.class)).isEqualTo(receipt);
        assertThat((Object) sent(List.of(1, 2), List.class)).isEqualTo(List.of(1, 2));
        assertThat(sent("text", String.class)).isEqualTo("text");
        assertThat(sent(null, Receipt.class)).isNull();
    }

    @Test
    void valuesBeyondJsonArePassedOn() {
        Priced priced = sent(new Priced(new BigDecimal("12.50"), NOW, new byte[] {1, 2}), Priced.class);

        assertThat(priced.price()).isEqualTo(new BigDecimal("12.50"));
        assertThat(priced.at()).isEqualTo(NOW);
        assertThat(priced.seal()).containsExactly(1, 2);
    }

    @Test
    void resultOfCeleryIsReadLikewise() {
        TaskSnapshot snapshot = ResultCodec.decode("""
                {"status": "SUCCESS", "result": {"address": "a@b", "subscriber_count": 7,
                    "until": {"__type__": "date", "__value__": "2026-11-30"}},
                 "traceback": null, "children": [], "date_done": "2026-11-30T12:00:00+00:00", "task_id": "x"}""");

        assertThat(OutputBinder.bind(snapshot.result(), type(Receipt.class)))
                .isEqualTo(new Receipt("a@b", 7, null, Optional.of(LocalDate.of(2026, 11, 30))));
    }

    @Test
    void recordThatLeavesOutWhatIsEmptyIsNotIncomplete() {
        assertThat(sent(new Sparse(List.of("a")), Sparse.class)).isEqualTo(new Sparse(List.of("a")));
        assertThat(sent(new Sparse(List.of()), Sparse.class).labels()).isNull();
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> OutputBinder.bind("7", type(Integer.class)))
                .hasMessage("the result of sample.task must be a whole number, was \"7\"");
        assertThatThrownBy(() -> OutputBinder.bind(7.5, type(Integer.class))).hasMessageContaining("whole number");
        assertThatThrownBy(() -> OutputBinder.bind(null, type(int.class))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        OutputBinder.bind(Map.of("address", "a@b", "subscriber_count", "many"), type(Receipt.class)))
                .hasMessage("'subscriber_count' in the result of sample.task must be a whole number, was \"many\"");
        assertThatThrownBy(() -> OutputBinder.bind(Map.of("subscriber_count", 7), type(Receipt.class)))
                .hasMessage("the result of sample.task lacks 'address'; it has [subscriber_count]");
        assertThatThrownBy(() -> OutputBinder.bind(
                        Map.of("address", "a@b", "subscriber_count", 7, "more", 1), type(Receipt.class)))
                .hasMessageContaining(
                        "'more' in the result of sample.task is not known; there are address, note, subscriber_count, until");
        assertThatThrownBy(() -> OutputBinder.bind(List.of(1), type(Receipt.class)))
                .hasMessage("the result of sample.task must be an object, was [1]");
    }

    private static <O> TaskType<Nothing, O> type(Class<O> output) {
        return new TaskType<>("sample.task", Nothing.class, output, "sample");
    }

    /** Through the result store and back. */
    private static <O> O sent(@Nullable Object output, Class<O> as) {
        TaskSnapshot ended = TaskSnapshot.finished(new TaskId("x"), new TaskOutcome.Succeeded(output), NOW);
        return OutputBinder.bind(ResultCodec.decode(ResultCodec.encode(ended)).result(), type(as));
    }
}

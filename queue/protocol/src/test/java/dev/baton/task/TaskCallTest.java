package dev.baton.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TaskCallTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final TaskType<Text, String> TYPE =
            new TaskType<>("sample.echo", Text.class, String.class, "sample");

    private final TaskCall<Text, String> call = TYPE.with(new Text("x"));

    private record Text(String text) {}

    @Test
    void callWithoutConditionsIsARequestToRunNow() {
        TaskRequest request = request(call);

        assertThat(request).isEqualTo(TaskRequest.of(request.id(), "sample.echo", Map.of("text", "x")));
        assertThat(call.queue()).isEqualTo("sample");
    }

    @Test
    void conditionsAreThoseOfTheRequest() {
        TimeLimits limits = new TimeLimits(Duration.ofSeconds(1), Duration.ofSeconds(2));

        TaskRequest request = request(call.after(Duration.ofHours(1))
                .expiresAfter(Duration.ofHours(2))
                .priority(9)
                .limits(limits)
                .stamp("tenant", "acme")
                .stamp("batch", List.of("b1", "b2"))
                .on("urgent"));

        assertThat(request.conditions().eta()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(request.conditions().expires()).isEqualTo(NOW.plus(Duration.ofHours(2)));
        assertThat(request.conditions().priority()).isEqualTo(9);
        assertThat(request.conditions().limits()).isEqualTo(limits);
        assertThat(request.lineage().stamps()).isEqualTo(Map.of("tenant", "acme", "batch", List.of("b1", "b2")));
    }

    @Test
    void recoverableCallStaysSo() {
        assertThat(call.isRecoverable()).isFalse();
        assertThat(call.recoverable()
                        .after(Duration.ofHours(1))
                        .on("urgent")
                        .key("k")
                        .isRecoverable())
                .isTrue();
    }

    @Test
    void lastWordCounts() {
        Instant moment = NOW.plusSeconds(7);

        TaskRequest request = request(call.after(Duration.ofHours(1))
                .at(moment)
                .expiresAfter(Duration.ofHours(1))
                .expiresAt(moment)
                .key("k")
                .id(new TaskId("mine"))
                .stamp("tenant", "a")
                .stamp("tenant", "b"));

        assertThat(request.conditions().eta()).isEqualTo(moment);
        assertThat(request.conditions().expires()).isEqualTo(moment);
        assertThat(request.id()).isEqualTo(new TaskId("mine"));
        assertThat(request.lineage().stamps()).isEqualTo(Map.of("tenant", "b"));
    }

    @Test
    void callIsLeftAsItIsByWhatIsMadeOfIt() {
        assertThat(call.priority(9).on("urgent")).isNotSameAs(call);

        assertThat(request(call).conditions()).isEqualTo(TaskRequest.Conditions.NONE);
        assertThat(call.queue()).isEqualTo("sample");
    }

    @Test
    void callThatIsSentTwiceIsTwoTasksUnlessItHasAnId() {
        assertThat(request(call).id()).isNotEqualTo(request(call).id());
        assertThat(call.newId()).isNotEqualTo(call.newId());
        assertThat(call.key("k").newId()).isEqualTo(request(call.key("k")).id());
        assertThat(request(call.key("k")).id()).isEqualTo(request(call.key("k")).id());
    }

    @Test
    void keyOfOneTypeIsNoKeyOfAnother() {
        TaskType<Text, String> other = new TaskType<>("sample.other", Text.class, String.class, "sample");

        assertThat(request(call.key("k")).id())
                .isNotEqualTo(other.with(new Text("x"))
                        .key("k")
                        .request(Map.of(), NOW)
                        .id());
    }

    // Expected: print(uuid5(uuid5(NAMESPACE_DNS, task), key)) of Python's uuid.
    @ParameterizedTest
    @CsvSource({
        "newsletter.subscribe, list-7, 594d67dc-faef-53f5-9080-b8431eb1bff0",
        "tâche, clé 東京, e57cb473-76cd-5d5f-8a71-c1fddfa26679",
    })
    void keyGivesTheIdThatPythonComputes(String task, String key, String id) {
        assertThat(TaskId.ofKey(task, key)).isEqualTo(new TaskId(id));
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> call.priority(10)).hasMessage("a priority is 0 to 9, was 10");
        assertThatThrownBy(() -> call.priority(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> call.after(Duration.ofSeconds(-1))).hasMessageContaining("negative");
        assertThatThrownBy(() -> call.expiresAfter(Duration.ofSeconds(-1))).hasMessageContaining("negative");
        assertThatThrownBy(() -> call.key(" ")).hasMessageContaining("blank");
    }

    private static TaskRequest request(TaskCall<Text, String> call) {
        return call.request(Map.of("text", call.input().text()), NOW);
    }
}

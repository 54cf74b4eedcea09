package dev.baton.internal.celery;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.baton.photo.Analysis;
import dev.baton.photo.AnalyzePhoto;
import dev.baton.photo.PhotoRef;
import dev.baton.photo.PhotoTasks;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArgumentBinderTest {
    private static final Map<String, Object> PHOTO = Map.of("key", "a/b.jpg");

    @Test
    void bindsWhatAJavaClientSends() {
        AnalyzePhoto input = new AnalyzePhoto(
                new PhotoRef("a/b.jpg", "0".repeat(64)),
                List.of("blur"),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "marathon",
                "1.jpg");

        assertThat(bind(List.of(), ArgumentBinder.toKwargs(input))).isEqualTo(input);
    }

    @Test
    void bindsPositionalArgumentsInTheOrderOfTheRecord() {
        AnalyzePhoto bound = bind(List.of(PHOTO, List.of("faces")), Map.of("event_id", "marathon"));

        assertThat(bound.wants(Analysis.FACES)).isTrue();
        assertThat(bound.wants(Analysis.BLUR)).isFalse();
        assertThat(bound.eventId()).isEqualTo("marathon");
    }

    @Test
    void namesTheArgumentThatIsWrong() {
        assertUnbindable(List.of(), Map.of("photo", PHOTO, "evnt", "x"), "no argument 'evnt'");
        assertUnbindable(List.of(PHOTO), Map.of("photo", PHOTO), "two values for the argument 'photo'");
        assertUnbindable(List.of(1, 2, 3, 4, 5, 6, 7), Map.of(), "at most 6 positional");
        assertUnbindable(List.of(), Map.of(), "is missing the argument 'photo'");
        assertUnbindable(
                List.of(), Map.of("photo", PHOTO, "photo_id", "7"), "argument 'photo_id': must be a UUID, was \"7\"");
        assertUnbindable(List.of(), Map.of("photo", Map.of("key", "../etc/passwd")), "a photo key is");
        assertUnbindable(List.of(), Map.of("photo", PHOTO, "analyses", List.of("age")), "there are blur, faces, bibs");
        assertUnbindable(
                List.of(),
                Map.of("photo", Map.of("key", "a", "size", 3)),
                "argument 'photo.size': is not known; there are key, sha256");
        assertUnbindable(
                List.of(), Map.of("photo", PHOTO, "analyses", "all"), "'analyses': must be a list, was \"all\"");
        assertUnbindable(
                List.of(),
                Map.of("photo", PHOTO, "analyses", List.of("blur", Map.of())),
                "'analyses.[1]': must be a text, was {}");
        assertUnbindable(List.of("a.jpg"), Map.of(), "'photo': must be an object, was \"a.jpg\"");
    }

    record Sum(int first, @JsonProperty("wait") @Nullable Integer pause, String unit) {}

    private static final TaskType<Sum, Integer> SUM = new TaskType<>("sum", Sum.class, Integer.class, "sums");

    @Test
    void bindsByTheNamesThatComponentsAreGiven() {
        TaskRequest request = TaskRequest.of(TaskId.random(), "sum", Map.of("first", 1, "wait", 2, "unit", "s"));

        assertThat(ArgumentBinder.bind(request, SUM)).isEqualTo(new Sum(1, 2, "s"));
    }

    @Test
    void leavesOutWhatMayBeNullAlone() {
        Map<String, @Nullable Object> kwargs = new LinkedHashMap<>(Map.of("first", 1));
        kwargs.put("unit", null);

        assertThat(ArgumentBinder.bind(TaskRequest.of(TaskId.random(), "sum", Map.of("first", 1, "unit", "s")), SUM))
                .isEqualTo(new Sum(1, null, "s"));
        assertRefused(kwargs, "sum got null for the argument 'unit'");
        assertRefused(Map.of("unit", "s"), "sum is missing the argument 'first'");
    }

    @Test
    void makesNothingFitThatDoesNot() {
        assertRefused(Map.of("first", 1.9, "unit", "s"), "sum argument 'first': must be a whole number, was 1.9");
        assertRefused(Map.of("first", "2", "unit", "s"), "sum argument 'first': must be a whole number, was \"2\"");
        assertRefused(Map.of("first", true, "unit", "s"), "sum argument 'first': must be a whole number, was true");
        assertRefused(Map.of("first", 3_000_000_000L, "unit", "s"), "sum argument 'first': ");
    }

    private static void assertRefused(Map<String, ? extends @Nullable Object> kwargs, String message) {
        TaskRequest request = TaskRequest.of(TaskId.random(), "sum", new LinkedHashMap<>(kwargs));
        assertThatThrownBy(() -> ArgumentBinder.bind(request, SUM))
                .isInstanceOf(UnbindableArgumentsException.class)
                .hasMessageContaining(message);
    }

    private static void assertUnbindable(List<Object> args, Map<String, Object> kwargs, String message) {
        assertThatThrownBy(() -> bind(args, new LinkedHashMap<>(kwargs)))
                .isInstanceOf(UnbindableArgumentsException.class)
                .hasMessageContaining(message);
    }

    private static AnalyzePhoto bind(List<?> args, Map<String, ? extends @Nullable Object> kwargs) {
        TaskRequest plain = TaskRequest.of(TaskId.random(), "photo.analyze", new LinkedHashMap<>(kwargs));
        TaskRequest request = new TaskRequest(
                plain.id(),
                plain.task(),
                List.copyOf(args),
                plain.kwargs(),
                plain.conditions(),
                plain.lineage(),
                plain.workflow());
        return ArgumentBinder.bind(request, PhotoTasks.ANALYZE);
    }

    record Listed(
            int first,
            @Variadic List<Integer> more,
            @Nullable Integer scale) {}

    @Test
    void aVariadicComponentTakesThePositionalArgumentsFromItsPlaceOn() {
        TaskType<Listed, Object> type = new TaskType<>("sum", Listed.class, Object.class, "q");
        TaskRequest request = TaskRequest.of(TaskId.random(), "sum", Map.of("scale", 5));

        assertThat(ArgumentBinder.bind(request.withArgs(List.of(1, 2, 3)), type))
                .isEqualTo(new Listed(1, List.of(2, 3), 5));
        assertThat(ArgumentBinder.bind(request.withArgs(List.of(1)), type)).isEqualTo(new Listed(1, List.of(), 5));
        assertThatThrownBy(() -> ArgumentBinder.bind(request.withArgs(List.of()), type))
                .isInstanceOf(UnbindableArgumentsException.class)
                .hasMessageContaining("'first'");
    }
}

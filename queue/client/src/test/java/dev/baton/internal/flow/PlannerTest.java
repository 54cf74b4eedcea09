package dev.baton.internal.flow;

import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MessageCodec codec = new MessageCodec("test@here");
    private final Planner planner = new Planner(codec, task -> "elsewhere", Clock.fixed(NOW, ZoneOffset.UTC));

    private static TaskRequest request(Map<String, Object> workflow) {
        TaskId id = new TaskId("first");
        TaskRequest.Lineage lineage = new TaskRequest.Lineage(new TaskId("root"), null, null, null, null, null);
        return new TaskRequest(id, "a", List.of(), Map.of(), TaskRequest.Conditions.NONE, lineage, workflow);
    }

    private static List<Map<String, Object>> wire(Signature... signatures) {
        return Stream.of(signatures).map(Signature::toWire).toList();
    }

    private TaskRequest sent(ScheduledTask task) {
        return codec.decode(task.message());
    }

    @Test
    void whatNoBrokerTakesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner.body(Signature.of("b"), List.of("x".repeat(17 << 20)), "g", "r", "p"))
                .withMessageContaining("the message of b would have");
    }

    @Test
    void sameTaskAlwaysGivesTheSamePlan() {
        TaskRequest request = request(Map.of(
                "callbacks",
                wire(Signature.of("b"), Signature.of("c")),
                "chain",
                wire(Signature.chord(List.of(Signature.of("d"), Signature.of("e")), Signature.of("f")))));

        List<TaskId> once = planner.succeeded(request, 1).tasks().stream()
                .map(ScheduledTask::id)
                .toList();
        List<TaskId> again = planner.succeeded(request, 1).tasks().stream()
                .map(ScheduledTask::id)
                .toList();

        assertThat(once).hasSize(4).doesNotHaveDuplicates().isEqualTo(again);
    }

    @Test
    void nextStepTakesTheOthersAlong() {
        TaskRequest request = request(Map.of("chain", wire(Signature.of("last"), Signature.of("next", 2))));

        TaskRequest next = sent(planner.succeeded(request, 1).tasks().get(0));

        assertThat(next.task()).isEqualTo("next");
        assertThat(next.args()).isEqualTo(List.of(1, 2));
        assertThat(next.lineage().root()).isEqualTo(new TaskId("root"));
        assertThat(next.lineage().parent()).isEqualTo("first");
        assertThat(next.workflow()).isEqualTo(Map.of("chain", wire(Signature.of("last"))));
    }

    @Test
    void groupThatSomethingFollowsIsTheHeaderOfAChord() {
        Plan plan = planner.start(Signature.chain(
                Signature.group(Signature.of("a"), Signature.chain(Signature.of("b"), Signature.of("c"))),
                Signature.of("d"),
                Signature.of("e")));

        StartedChord chord = plan.chords().get(0);
        assertThat(plan.tasks()).extracting(ScheduledTask::task).containsExactly("a", "b");
        assertThat(chord.expected()).isEqualTo(2);
        assertThat(chord.header().tasks()).hasSize(2);
        assertThat(chord.body().options().get(Options.CHAIN, List.of())).hasSize(1);
        assertThat(sent(plan.tasks().get(0)).lineage().group()).isEqualTo(chord.group());
        assertThat(sent(plan.tasks().get(0)).workflow()).containsOnlyKeys("chord");
        // The end of the member counts, not its beginning.
        assertThat(sent(plan.tasks().get(1)).workflow()).containsOnlyKeys("chain");
    }

    @Test
    void optionsOfASignatureAreThoseOfItsMessage() {
        Signature.Task task =
                Signature.of("a").on("there").after(Duration.ofMillis(1500)).withPriority(7);
        Options options = task.options()
                .with(Options.ID, "mine")
                .with(Options.TIME_LIMIT, Duration.ofSeconds(20))
                .stamped("tenant", "one");

        ScheduledTask planned = planner.start(task.with(options)).tasks().get(0);

        TaskRequest sent = sent(planned);
        assertThat(planned.queue()).isEqualTo("there");
        assertThat(planned.due())
                .isEqualTo(NOW.plusMillis(1500))
                .isEqualTo(sent.conditions().eta());
        assertThat(sent.id()).isEqualTo(new TaskId("mine"));
        assertThat(sent.conditions().priority()).isEqualTo(7);
        assertThat(sent.conditions().limits().hard()).isEqualTo(Duration.ofSeconds(20));
        assertThat(planned.message().headers()).containsEntry("stamps", Map.of("tenant", "one"));
    }

    @Test
    void optionsOfAGroupAreThoseOfItsMembers() {
        Signature.Group group = Signature.group(
                        Signature.of("a"), Signature.of("b").withPriority(3))
                .with(Options.NONE
                        .with(Options.COUNTDOWN, Duration.ofSeconds(2))
                        .with(Options.PRIORITY, 7));
        Signature.Chord chord = new Signature.Chord(group, Signature.of("c"), Options.NONE);

        for (Signature signature : List.of(group, chord)) {
            assertThat(planner.start(signature).tasks())
                    .allSatisfy(task -> assertThat(task.due()).isEqualTo(NOW.plusSeconds(2)))
                    .extracting(task -> task.message().priority())
                    .containsExactly(7, 7);
        }
    }

    @Test
    void routingKeyNeedsItsExchange() {
        Signature.Task task = Signature.of("a");
        Options routed = task.options().with(Options.EXCHANGE, "topics").with(Options.ROUTING_KEY, "a.b");

        assertThat(planner.start(task.with(routed)).tasks().get(0).exchange()).isEqualTo("topics");
        assertThat(planner.start(task.with(routed.without(Options.EXCHANGE)))
                        .tasks()
                        .get(0)
                        .queue())
                .isEqualTo("elsewhere");
    }

    @Test
    void whatIsNoSignatureIsRefused() {
        for (Object wrong : List.of(42, Map.of(), Map.of("task", " "), Map.of("task", "a", "args", 1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> planner.succeeded(request(Map.of("callbacks", List.of(wrong))), 1));
        }
        Map<String, Object> late = Map.of("task", "a", "options", Map.of("countdown", "soon"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner.succeeded(request(Map.of("chain", List.of(late))), 1));
    }
}

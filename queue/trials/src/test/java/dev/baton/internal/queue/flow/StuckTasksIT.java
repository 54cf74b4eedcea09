package dev.baton.internal.queue.flow;

import dev.baton.flowing.FlowWorker;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.queue.control.Intake;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Steps that the broker will not take: they are tried again, counted, and fail in the end. */
@RequiresServices
class StuckTasksIT {
    private static FlowFixture flows;
    // All begin together, for each waits for seconds until it is tried again.
    private static ResultTree late;
    private static ResultTree chain;
    private static ResultTree chord;
    private static ResultTree exchanged;
    private static ResultTree illegible;

    @BeforeAll
    static void start() {
        flows = new FlowFixture(properties -> {
            Map<String, String> impatient = new LinkedHashMap<>(properties);
            impatient.put("baton.stuck.limit", "3s");
            impatient.put("baton.stuck.interval", "500ms");
            return impatient;
        });
        late = flows.start(Signature.chain(sum(), Signature.of(FlowWorker.NOTE).on("comes.later")));
        chain = flows.start(Signature.chain(sum(), Signature.of("any").on("nowhere"), Signature.of(FlowWorker.NOTE)));
        chord = flows.start(
                Signature.chord(List.of(sum(), Signature.of("any").on("nowhere.else")), Signature.of(FlowWorker.SUM)));
        Options routed = Options.NONE.with(Options.EXCHANGE, "no such exchange").with(Options.ROUTING_KEY, "a");
        exchanged = flows.start(Signature.chain(sum(), Signature.of("any").with(routed)));
        illegible = flows.start(Signature.chain(sum(), Signature.of("any").on("x".repeat(300))));
        Patience.await().until(() -> stuck() >= 1);
        flows.bean(Intake.class).add(new TaskQueue("comes.later").name());
    }

    @AfterAll
    static void stop() {
        flows.close();
    }

    private static Signature.Task sum() {
        return Signature.of(FlowWorker.ADD, new FlowWorker.Pair(1, 2));
    }

    private static double stuck() {
        return flows.bean(MeterRegistry.class).counter("baton.tasks.stuck").count();
    }

    @Test
    void aStepWhoseQueueIsNotThereFailsInTheEndAndSoDoesWhatFollowsIt() {
        TaskSnapshot ended = flows.await(chain);
        assertThat(ended.state()).isEqualTo(TaskState.FAILURE);
        TaskSnapshot step = flows.await(Objects.requireNonNull(chain.parent()));
        assertThat(Objects.requireNonNull(step.failure()).type()).isEqualTo("UndeliverableTask");
        assertThat(step.failure().message()).contains("no queue is named nowhere", "it was tried since");
        assertThat(stuck()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aChordFailsWithTheHeaderTaskThatReachesNoQueue() {
        TaskSnapshot ended = flows.await(chord);

        assertThat(Objects.requireNonNull(ended.failure()).type()).isEqualTo("ChordError");
        assertThat(ended.failure().message()).contains("no queue is named nowhere.else");
    }

    @Test
    void aStepForAnExchangeThatIsNotThereFailsToo() {
        assertThat(Objects.requireNonNull(flows.await(exchanged).failure()).message())
                .contains("no exchange is named no such exchange");
    }

    @Test
    void aStepWhoseQueueHasANameThatTheProtocolDoesNotKnowFailsToo() {
        assertThat(Objects.requireNonNull(flows.await(illegible).failure()).message())
                .contains("cannot be written", "at most 255 bytes");
    }

    @Test
    void aStepWhoseQueueComesInTimeRuns() {
        assertThat(flows.await(late).result()).isEqualTo(3);
    }
}

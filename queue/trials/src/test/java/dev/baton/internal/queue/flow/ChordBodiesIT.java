package dev.baton.internal.queue.flow;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.result.ChordCounts;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.RequiresServices;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies and header tasks of chords as clients may write them, well or not. */
@RequiresServices
class ChordBodiesIT {
    private static FlowFixture flows;

    private final String group = UUID.randomUUID().toString();
    private final TaskId body = TaskId.random();

    @BeforeAll
    static void start() {
        flows = new FlowFixture(properties -> properties);
    }

    @AfterAll
    static void stop() {
        flows.close();
    }

    private TaskRequest only(Map<String, Object> options) {
        flows.bean(ChordCounts.class).announce(group, 1, Optional.empty());
        Map<String, Object> all = new HashMap<>(options);
        all.put("task_id", body.value());
        return FlowFixture.header(group, 0, all);
    }

    @Test
    void optionsAreUnderstoodInTheFormsOfPython() {
        Map<String, Object> later = Map.of("__type__", "datetime", "__value__", "2099-01-01T00:00:00");

        flows.send(only(Map.of("expires", later, "time_limit", 0)));

        assertThat(flows.await(body).state()).isEqualTo(TaskState.SUCCESS);
    }

    @Test
    void bodyThatCannotBeSentFailsAndHoldsUpNothing() {
        TaskRequest request = only(Map.of("expires", "soon"));

        flows.send(request);

        assertThat(Objects.requireNonNull(flows.await(request.id()).failure()).type())
                .isEqualTo("MalformedWorkflow");
        assertThat(flows.await(body).state()).isEqualTo(TaskState.FAILURE);
    }

    @Test
    void headerTaskWhoseMessageIsMalformedFailsItsChord() {
        CeleryMessage message = flows.bean(MessageCodec.class).encode(only(Map.of()), Instant.now());
        Map<String, @Nullable Object> headers = new HashMap<>(message.headers());
        headers.put("eta", "soon");

        flows.bean(TaskPublisher.class).resend(FlowFixture.QUEUE, message.withHeaders(headers));

        assertThat(Objects.requireNonNull(flows.await(body).failure()).message())
                .contains("MalformedMessage");
    }
}

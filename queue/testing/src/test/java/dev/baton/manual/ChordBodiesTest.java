package dev.baton.manual;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies and header tasks of chords as clients may write them, well or not. */
class ChordBodiesTest extends WithSteps {
    @Test
    void optionsAreUnderstoodInTheFormsOfPython() {
        Map<String, Object> later = Map.of("__type__", "datetime", "__value__", "2099-01-01T00:00:00");
        announce(1);

        run(header(0, Map.of("expires", later, "time_limit", 0)));

        assertThat(ended(body).state()).isEqualTo(TaskState.SUCCESS);
    }

    @Test
    void bodyThatCannotBeSentFailsAndHoldsUpNothing() {
        TaskRequest request = header(0, Map.of("expires", "soon"));
        announce(1);

        run(request);

        assertThat(failure(worker(), request.id()).type()).isEqualTo("MalformedWorkflow");
        assertThat(ended(body).state()).isEqualTo(TaskState.FAILURE);
    }

    @Test
    void headerTaskWhoseMessageIsMalformedFailsItsChord() {
        CeleryMessage message = worker().bean(MessageCodec.class)
                .encode(header(0), worker().clock().instant());
        Map<String, @Nullable Object> headers = new HashMap<>(message.headers());
        headers.put("eta", "soon");
        announce(1);

        worker().bean(TaskPublisher.class).resend(new TaskQueue(Steps.QUEUE), message.withHeaders(headers));
        worker().run();

        assertThat(failure(worker(), body).message()).contains("MalformedMessage");
    }
}

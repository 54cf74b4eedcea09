package dev.baton.internal.event;

import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TaskEventsTest {
    @Test
    void momentsAreWrittenInMicrosecondsAsPythonReadsThem() {
        Instant nanos = Instant.parse("2026-11-21T08:06:14.436526789Z");
        TaskRequest request =
                TaskRequest.of(TaskId.random(), "t", Map.of()).withEta(nanos).withExpires(nanos);

        assertThat(TaskEvents.received(request).fields())
                .containsEntry("eta", "2026-11-21T08:06:14.436526+00:00")
                .containsEntry("expires", "2026-11-21T08:06:14.436526+00:00");
    }
}

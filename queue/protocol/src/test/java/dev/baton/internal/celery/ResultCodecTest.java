package dev.baton.internal.celery;

import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultCodecTest {
    private static final TaskId ID = new TaskId("888bbcc3");
    private static final Instant DONE = Instant.parse("2026-11-21T08:06:24.901306Z");

    @Test
    void writesSuccessAsCeleryDoes() {
        String json = ResultCodec.encode(TaskSnapshot.finished(ID, new TaskOutcome.Succeeded(4), DONE));

        assertThat(json)
                .isEqualTo("{\"status\":\"SUCCESS\",\"result\":4,\"traceback\":null,\"children\":[],"
                        + "\"date_done\":\"2026-11-21T08:06:24.901306+00:00\",\"task_id\":\"888bbcc3\"}");
    }

    @Test
    void taskThatWaitsIsKnownByHowItsRecordBegins() {
        assertThat(ResultCodec.encode(TaskSnapshot.pending(ID))).startsWith(ResultCodec.WAITING);
    }

    @Test
    void writesFailureAsCeleryDoes() {
        TaskFailure failure = new TaskFailure("ValueError", "bad", "builtins", "Traceback …");

        String json = ResultCodec.encode(TaskSnapshot.finished(ID, new TaskOutcome.GivenUp(failure), DONE));

        assertThat(json)
                .contains("\"status\":\"FAILURE\"")
                .contains("{\"exc_type\":\"ValueError\",\"exc_message\":[\"bad\"],\"exc_module\":\"builtins\"}")
                .contains("\"traceback\":\"Traceback …\"");
    }

    @Test
    void writesARevokedTaskAsCeleryDoes() {
        String json = ResultCodec.encode(TaskSnapshot.finished(ID, new TaskOutcome.Revoked("expired"), DONE));

        assertThat(json)
                .contains("\"status\":\"REVOKED\"")
                .contains("{\"exc_type\":\"TaskRevokedError\",\"exc_message\":[\"expired\"],"
                        + "\"exc_module\":\"celery.exceptions\"}");
    }

    @Test
    void readsWhatCeleryWrites() {
        TaskSnapshot failed = ResultCodec.decode(
                "{\"status\":\"FAILURE\",\"result\":{\"exc_type\":\"ValueError\",\"exc_message\":[\"bad\",3],"
                        + "\"exc_module\":\"builtins\"},\"traceback\":\"T\",\"children\":[],"
                        + "\"date_done\":\"2026-11-21T08:06:24.901306+00:00\",\"task_id\":\"888bbcc3\"}");

        assertThat(failed.failure()).isEqualTo(new TaskFailure("ValueError", "bad, 3", "builtins", "T"));
        assertThat(failed.dateDone()).isEqualTo(DONE);
    }

    @Test
    void readsWhatOlderCeleryWrites() {
        TaskSnapshot ended = ResultCodec.decode("{\"status\":\"SUCCESS\",\"result\":1,\"children\":[],"
                + "\"date_done\":\"2026-11-21T08:06:24.901306\",\"task_id\":\"888bbcc3\"}");

        assertThat(ended.dateDone()).isEqualTo(DONE);
    }

    @Test
    void takesAStateThatAnApplicationInventedForProgress() {
        TaskSnapshot snapshot = ResultCodec.decode("{\"status\":\"HALFWAY\",\"result\":{\"n\":1},\"task_id\":\"x\"}");

        assertThat(snapshot.state()).isEqualTo(TaskState.PROGRESS);
        assertThat(snapshot.result()).isEqualTo(Map.of("n", 1));
    }

    @Test
    void givesClientsWhatPythonAddsToJson() {
        String json = "{\"status\":\"SUCCESS\",\"task_id\":\"x\","
                + "\"result\":{\"price\":{\"__type__\":\"decimal\",\"__value__\":\"12.50\"}}}";

        assertThat(ResultCodec.decode(json).result()).isEqualTo(Map.of("price", new BigDecimal("12.50")));
        assertThat(ResultCodec.encode(ResultCodec.decode(json))).contains("__type__");
    }

    @Test
    void aFailureOfWhichItsWorkerSaysNothingIsOneAllTheSame() {
        TaskSnapshot failed = ResultCodec.decode("""
                {"status": "FAILURE", "result": null, "traceback": {}, "children": [], "task_id": "a",
                "date_done": "2026-11-21T08:06:14.436Z"}""");

        assertThat(failed.failure())
                .isEqualTo(new TaskFailure("Exception", "the worker gave no reason", "builtins", null));
    }
}

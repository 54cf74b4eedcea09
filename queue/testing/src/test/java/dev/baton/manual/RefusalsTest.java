package dev.baton.manual;

import dev.baton.handler.RefusedException;
import dev.baton.handler.SoftTimeLimitExceededException;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Tasks that fail with no stack trace leave one line in the log. */
@ExtendWith(OutputCaptureExtension.class)
class RefusalsTest extends WithWorker {
    @Test
    void argumentsThatDoNotFitAreLogged(CapturedOutput output) {
        TaskRequest request = TaskRequest.of(TaskId.random(), Script.TYPE.name(), Map.of("text", 5));

        assertThat(lines(output, Script.noting(), request))
                .singleElement()
                .asString()
                .contains("WARN")
                .endsWith("script.play " + request.id()
                        + " is refused: UnbindableArguments: script.play argument 'text': must be a text, was 5");
    }

    @Test
    void taskThatNoHandlerRunsIsLogged(CapturedOutput output) {
        TaskRequest request = TaskRequest.of(TaskId.random(), "script.unknown", Map.of());

        assertThat(lines(output, Script.noting(), request))
                .singleElement()
                .asString()
                .contains("WARN")
                .endsWith("script.unknown " + request.id() + " is refused: NotRegistered: script.unknown");
    }

    @Test
    void refusalOfAHandlerIsExpected(CapturedOutput output) {
        TaskRequest request = TaskRequest.of(TaskId.random(), Script.TYPE.name(), Map.of("text", "tea"));
        Script refusing = new Script((context, text) -> {
            throw new RefusedException("Closed", "no more " + text, new IllegalStateException("not shown"));
        });

        assertThat(lines(output, refusing, request))
                .singleElement()
                .asString()
                .contains("INFO")
                .endsWith("script.play " + request.id() + " is refused: Closed: no more tea");
        assertThat(output).doesNotContain("not shown", "may have lost");
    }

    @Test
    void workThatTheSoftLimitEndsIsLost(CapturedOutput output) {
        TaskRequest request = TaskRequest.of(TaskId.random(), Script.TYPE.name(), Map.of("text", "tea"));
        Script slow = new Script((context, text) -> {
            throw new SoftTimeLimitExceededException(Duration.ofSeconds(1), new InterruptedException());
        });

        assertThat(lines(output, slow, request))
                .singleElement()
                .asString()
                .contains("ERROR")
                .contains("script.play " + request.id() + " failed in attempt 1");
    }

    private List<String> lines(CapturedOutput output, Script script, TaskRequest request) {
        ManualWorker worker = worker(script);
        worker.send("script", request);
        worker.run();
        return output.toString()
                .lines()
                .filter(line -> line.contains(request.id().value()))
                .toList();
    }
}

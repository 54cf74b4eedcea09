package dev.baton.internal.queue;

import dev.baton.deadletter.DeadLetter;
import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.Death;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Messages that no task can be read from. */
@RequiresServices
class MalformedMessagesIT extends DeadLetterCase {
    @Test
    void everyMalformedShapeIsListedWithItsReasonAndItsTaskHasFailed() {
        Map<TaskId, String> reasons = new HashMap<>();
        reasons.put(send(headers(), "not json", "application/json", null), "the body is not JSON");
        reasons.put(send(headers(), "[[], {}]", "application/json", null), "an array of three");
        reasons.put(send(headers(), "[1, {}, null, 4]", "application/json", null), "an array of three");
        reasons.put(send(headers(), "{}", "application/json", null), "an array of three");
        reasons.put(send(headers(), ECHO_BODY, "application/x-python-serialize", null), "the content type must be");
        reasons.put(send(headers(), ECHO_BODY, null, null), "the content type must be");
        reasons.put(send(with("timelimit", 3), ECHO_BODY, "application/json", null), "'timelimit' must be a pair");
        reasons.put(send(with("eta", "soon"), ECHO_BODY, "application/json", null), "'eta' must be an ISO-8601");
        reasons.put(send(with("task", null), ECHO_BODY, "application/json", null), "'task' is missing");
        send(with("id", null), ECHO_BODY, "application/json", null);
        send(Map.of(), "", "application/json", null);

        List<DeadLetter> listed = listed(reasons.size() + 2);

        assertThat(listed).allSatisfy(letter -> {
            assertThat(letter.last().reason()).isEqualTo(Death.MALFORMED);
            assertThat(letter.queue()).isEqualTo(SampleWorker.QUEUE);
        });
        reasons.forEach((id, reason) -> {
            assertThat(letterOf(id).last().detail()).contains(reason);
            assertThat(failureOf(id)).isEqualTo("MalformedMessage");
        });
        assertThat(listed)
                .filteredOn(letter -> letter.task() == null)
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.last().detail()).contains("'id' is missing"));
    }

    @Test
    void letterNamesWhatCanBeReadOfAMessageThatIsNone() {
        Map<String, @Nullable Object> headers = with("timelimit", 3);
        headers.put("origin", "gen1@host");
        TaskId second = send(headers, ECHO_BODY, "application/json", null);
        TaskId first = TaskId.random();
        send(
                Map.of(),
                "{\"task\": \"old.task\", \"id\": \"%s\", \"args\": 1, \"origin\": \"gen2@host\"}".formatted(first),
                "application/json",
                null);

        listed(2);

        assertThat(letterOf(second).name()).isEqualTo(SampleWorker.ECHO.name());
        assertThat(letterOf(second).origin()).contains("gen1@host");
        assertThat(letterOf(first).name()).isEqualTo("old.task");
        assertThat(letterOf(first).origin()).contains("gen2@host");
        assertThat(failureOf(first)).isEqualTo("MalformedMessage");
    }

    @Test
    void malformedMessagesOfOneIdAreAllKept() {
        Map<String, @Nullable Object> headers = headers();
        TaskId id = send(headers, "one", "application/json", null);
        send(headers, "two", "application/json", null);

        List<DeadLetter> listed = listed(2);

        assertThat(listed)
                .extracting(letter -> new String(letter.message().body(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("one", "two");
        assertThat(listed).extracting(DeadLetter::task).containsOnly(id);
        assertThat(failureOf(id)).isEqualTo("MalformedMessage");

        letters().resend(listed.get(0).id());

        Patience.await()
                .until(() -> letters()
                                .find(listed.get(0).id())
                                .orElseThrow()
                                .history()
                                .size()
                        == 2);
        assertThat(letters().count(DeadLetterFilter.ALL)).isEqualTo(2);
    }

    @Test
    void malformedMessageThatIsSentAgainLeavesTheTaskOfItsIdAsItEnded() {
        TaskId id = send(headers(), ECHO_BODY, "application/json", null);
        sample.await(id, TaskState.SUCCESS);
        Map<String, @Nullable Object> headers = headers();
        headers.put("id", id.value());
        send(headers, "not json", "application/json", null);
        DeadLetter letter = listed(1).get(0);

        letters().resend(letter.id());

        Patience.await()
                .until(() -> letters().find(letter.id()).orElseThrow().history().size() == 2);
        assertThat(sample.await(id, TaskState.SUCCESS).result()).isEqualTo("hello");
        assertThat(sample.count("finished_task where task_id = '" + id + "' and state = 'SUCCESS'"))
                .isEqualTo(1);
    }

    @Test
    void letterThatDiesAgainKeepsItsHistory() {
        TaskId id = send(with("timelimit", 3), ECHO_BODY, "application/json", null);
        listed(1);
        Instant first = letterOf(id).last().at();

        letters().resend(letterOf(id).id());

        Patience.await()
                .until(() -> letters().count(DeadLetterFilter.ALL) == 1
                        && letterOf(id).history().size() == 2);
        assertThat(letterOf(id).history().get(0).at()).isCloseTo(first, within(1, ChronoUnit.MILLIS));
        assertThat(letterOf(id).last().at()).isAfter(first);
        assertThat(failureOf(id)).isEqualTo("MalformedMessage");
    }
}

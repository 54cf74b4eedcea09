package dev.baton.manual;

import dev.baton.deadletter.DeadLetter;
import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.deadletter.Death;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.deadletter.DeadLetterLedger;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages that are given up: those that no task can be read from, and those whose deliveries fail again and again. */
class DeadLettersTest extends WithWorker {
    private static final String BODY = "[[\"hello\"], {}, null]";
    private static final int DELIVERY_LIMIT = 20;

    private final Script script = Script.noting();

    @BeforeEach
    void start() {
        worker(script);
    }

    private DeadLetters letters() {
        return worker().deadLetters();
    }

    @Test
    void everyMalformedShapeIsListedWithItsReasonAndItsTaskHasFailed() {
        Map<TaskId, String> reasons = new HashMap<>();
        reasons.put(send(headers(), "not json", "application/json"), "the body is not JSON");
        reasons.put(send(headers(), "[[], {}]", "application/json"), "an array of three");
        reasons.put(send(headers(), "[1, {}, null, 4]", "application/json"), "an array of three");
        reasons.put(send(headers(), "{}", "application/json"), "an array of three");
        reasons.put(send(headers(), BODY, "application/x-python-serialize"), "the content type must be");
        reasons.put(send(headers(), BODY, null), "the content type must be");
        reasons.put(send(with("timelimit", 3), BODY, "application/json"), "'timelimit' must be a pair");
        reasons.put(send(with("eta", "soon"), BODY, "application/json"), "'eta' must be an ISO-8601");
        reasons.put(send(with("task", null), BODY, "application/json"), "'task' is missing");
        send(with("id", null), BODY, "application/json");
        send(Map.of(), "", "application/json");

        List<DeadLetter> listed = listed(reasons.size() + 2);

        assertThat(listed).allSatisfy(letter -> {
            assertThat(letter.last().reason()).isEqualTo(Death.MALFORMED);
            assertThat(letter.queue()).isEqualTo(Script.TYPE.queue());
        });
        reasons.forEach((id, reason) -> {
            assertThat(letterOf(id).last().detail()).contains(reason);
            assertThat(failure(worker(), id).type()).isEqualTo("MalformedMessage");
        });
        assertThat(listed)
                .filteredOn(letter -> letter.task() == null)
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.last().detail()).contains("'id' is missing"));
        assertThat(script.runs()).isZero();
    }

    @Test
    void malformedMessagesOfOneIdAreAllKept() {
        Map<String, @Nullable Object> headers = headers();
        TaskId id = send(headers, "one", "application/json");
        send(headers, "two", "application/json");

        List<DeadLetter> listed = listed(2);

        assertThat(listed)
                .extracting(letter -> new String(letter.message().body(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("one", "two");
        assertThat(listed).extracting(DeadLetter::task).containsOnly(id);
        assertThat(failure(worker(), id).type()).isEqualTo("MalformedMessage");

        assertThat(letters().resend(listed.get(0).id())).isTrue();
        worker().run();

        assertThat(letters().find(listed.get(0).id()).orElseThrow().history()).hasSize(2);
        assertThat(letters().count(DeadLetterFilter.ALL)).isEqualTo(2);
    }

    @Test
    void malformedMessageThatIsSentAgainLeavesTheTaskOfItsIdAsItEnded() {
        TaskId id = send(headers(), BODY, "application/json");
        worker().run();
        assertThat(worker().state(id)).isEqualTo(TaskState.SUCCESS);
        send(with("id", id.value()), "not json", "application/json");
        DeadLetter letter = listed(1).get(0);

        letters().resend(letter.id());
        worker().run();

        assertThat(letters().find(letter.id()).orElseThrow().history()).hasSize(2);
        assertThat(worker().output(Script.TYPE, id)).isEqualTo("hello");
        assertThat(endOf(id)).contains(TaskState.SUCCESS);
    }

    @Test
    void letterThatDiesAgainKeepsItsHistory() {
        TaskId id = send(with("timelimit", 3), BODY, "application/json");
        listed(1);
        Instant first = letterOf(id).last().at();
        worker().clock().advance(Duration.ofMinutes(5));

        letters().resend(letterOf(id).id());
        worker().run();

        assertThat(letters().count(DeadLetterFilter.ALL)).isEqualTo(1);
        assertThat(letterOf(id).history()).extracting(Death::at).containsExactly(first, first.plusSeconds(300));
        assertThat(letterOf(id).last().at()).isAfter(first);
        assertThat(failure(worker(), id).type()).isEqualTo("MalformedMessage");
    }

    @Test
    void taskThatNoWorkerFinishesIsGivenUpAndRunsOnceItIsSentAgain() {
        TaskId id = abandoned();

        assertThat(failure(worker(), id).type()).isEqualTo("WorkerLostError");
        assertThat(letterOf(id).last().reason()).isEqualTo(Death.GIVEN_UP);
        assertThat(letterOf(id).last().detail()).contains("no worker finished the task in 20 deliveries");
        assertThat(letterOf(id).name()).isEqualTo(Script.TYPE.name());

        assertThat(letters().resend(new DeadLetterFilter(Script.TYPE.queue(), Death.GIVEN_UP)))
                .isEqualTo(1);
        assertThat(letters().count(DeadLetterFilter.ALL)).isZero();
        worker().run();

        assertThat(worker().output(Script.TYPE, id)).isEqualTo("hello");
        assertThat(script.notes).containsExactly("hello");
    }

    @Test
    void taskOfALetterThatIsPurgedStaysFailed() {
        TaskId id = abandoned();

        assertThat(letters().purge(letterOf(id).id())).isTrue();
        worker().run();

        assertThat(letters().list(DeadLetterFilter.ALL, 10, 0)).isEmpty();
        assertThat(failure(worker(), id).type()).isEqualTo("WorkerLostError");
        assertThat(script.notes).isEmpty();
    }

    @Test
    void resendingThatAProcessDiedInIsFinishedByAWorker() {
        TaskId id = abandoned();

        // What a process leaves that was killed before it published.
        ledger().beginResending(letterOf(id).id());
        worker().bean(FinishedTasks.class).forgetFailure(id);
        worker().clock().advance(Duration.ofMinutes(1));
        worker().run();

        assertThat(worker().output(Script.TYPE, id)).isEqualTo("hello");
        assertThat(letters().count(DeadLetterFilter.ALL)).isZero();
    }

    @Test
    void resendingThatAProcessDiedInAfterThePublishRunsTheTaskOnce() {
        TaskId id = abandoned();
        DeadLetter letter = letterOf(id);

        // What a process leaves that was killed before it noted that the broker has the message.
        ledger().beginResending(letter.id());
        worker().bean(FinishedTasks.class).forgetFailure(id);
        worker().bean(ResultStore.class).forget(List.of(id));
        send(with("id", id.value()), BODY, "application/json");
        worker().run();
        assertThat(worker().output(Script.TYPE, id)).isEqualTo("hello");
        worker().clock().advance(Duration.ofMinutes(1));
        worker().run();

        assertThat(letters().count(DeadLetterFilter.ALL)).isZero();
        assertThat(script.notes).containsExactly("hello");
        assertThat(worker().output(Script.TYPE, id)).isEqualTo("hello");
    }

    private DeadLetterLedger ledger() {
        return worker().bean(DeadLetterLedger.class);
    }

    private Optional<TaskState> endOf(TaskId id) {
        return worker().bean(FinishedTasks.class).find(id).map(TaskSnapshot::state);
    }

    /** A task whose workers die of it, each before it acknowledges. */
    private TaskId abandoned() {
        TaskId id = send(headers(), BODY, "application/json");
        for (int time = 0; time < DELIVERY_LIMIT; time++) {
            worker().crash();
        }
        worker().run();
        listed(1);
        assertThat(script.runs()).isZero();
        return id;
    }

    private List<DeadLetter> listed(int expected) {
        worker().run();
        assertThat(letters().count(DeadLetterFilter.ALL)).isEqualTo(expected);
        return letters().list(DeadLetterFilter.ALL, 100, 0);
    }

    private DeadLetter letterOf(TaskId id) {
        return letters().list(DeadLetterFilter.ALL, 100, 0).stream()
                .filter(letter -> id.equals(letter.task()))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, @Nullable Object> headers() {
        Map<String, @Nullable Object> headers = new HashMap<>();
        headers.put("id", TaskId.random().value());
        headers.put("task", Script.TYPE.name());
        headers.put("timelimit", Arrays.asList(null, null));
        return headers;
    }

    private static Map<String, @Nullable Object> with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> headers = headers();
        headers.put(name, value);
        return headers;
    }

    private TaskId send(Map<String, @Nullable Object> headers, String body, @Nullable String type) {
        CeleryMessage message =
                new CeleryMessage(headers, body.getBytes(StandardCharsets.UTF_8), type, null, null, null, null, null);
        worker().bean(TaskPublisher.class).resend(new TaskQueue(Script.TYPE.queue()), message);
        Object id = headers.get("id");
        return id == null ? TaskId.random() : new TaskId(id.toString());
    }
}

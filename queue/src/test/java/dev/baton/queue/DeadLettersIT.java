package dev.baton.queue;

import com.rabbitmq.client.GetResponse;
import dev.baton.control.RevokeTasks;
import dev.baton.deadletter.DeadLetter;
import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.deadletter.Death;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Messages that a worker or the broker gave up. */
@RequiresServices
class DeadLettersIT {
    private static final String ECHO_BODY = "[[\"hello\"], {}, null]";

    private SampleFixture sample;

    @BeforeEach
    void start() {
        sample = new SampleFixture(properties -> {
            properties.put("baton.worker.unfinished-resends-interval", "200ms");
            return properties;
        });
    }

    @AfterEach
    void stop() {
        sample.close();
    }

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
    void taskThatTheBrokerGaveUpHasFailedAndRunsOnceItIsSentAgain() {
        TaskId slow = occupyTheOnlySlot();
        awaitThePolicies();
        TaskId rejected = send(headers(), ECHO_BODY, "application/json", null);
        rejectNext(false, 1);
        TaskId limited = send(headers(), ECHO_BODY, "application/json", null);
        rejectNext(true, 22);
        TaskId expired = send(headers(), ECHO_BODY, "application/json", "1");

        listed(3);
        assertThat(letterOf(rejected).last().reason()).isEqualTo("rejected");
        assertThat(letterOf(limited).last().reason()).isEqualTo("delivery_limit");
        assertThat(letterOf(expired).last().reason()).isEqualTo("expired");
        assertThat(Stream.of(rejected, limited, expired).map(this::failureOf))
                .containsExactly("Reject", "WorkerLostError", "Reject");

        sample.bean(RevokeTasks.class).revoke(List.of(slow));
        assertThat(letters().resend(new DeadLetterFilter(null, "delivery_limit")))
                .isEqualTo(1);
        assertThat(letters().resend(letterOf(rejected).id())).isTrue();

        assertThat(sample.await(limited, TaskState.SUCCESS).result()).isEqualTo("hello");
        assertThat(sample.await(rejected, TaskState.SUCCESS).result()).isEqualTo("hello");
        assertThat(letters().list(DeadLetterFilter.ALL, 10, 0))
                .singleElement()
                .satisfies(letter -> assertThat(letter.task()).isEqualTo(expired));
        assertThat(letters().purge(new DeadLetterFilter(SampleWorker.QUEUE, "expired")))
                .isEqualTo(1);
        assertThat(letters().count(DeadLetterFilter.ALL)).isZero();
        assertThat(failureOf(expired)).isEqualTo("Reject");
    }

    @Test
    void taskThatExpiredAsItsSenderWishedIsRevokedAndNoDeadLetter() {
        TaskId slow = occupyTheOnlySlot();
        awaitThePolicies();
        Map<String, @Nullable Object> headers = headers();
        headers.put("expires", Instant.now().toString());

        TaskId id = send(headers, ECHO_BODY, "application/json", "1");

        assertThat(Objects.requireNonNull(sample.await(id, TaskState.REVOKED).failure())
                        .message())
                .isEqualTo("expired");
        assertThat(letters().count(DeadLetterFilter.ALL)).isZero();
        sample.bean(RevokeTasks.class).revoke(List.of(slow));
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

    @Test
    void resendingThatAProcessDiedInIsFinishedByAWorker() {
        TaskId id = rejectedTask();

        // What a process leaves that was killed before it published.
        JdbcClient jdbc = sample.bean(JdbcClient.class);
        jdbc.sql("update dead_letter set status = 'resending', resent_at = now() - interval '1 minute'")
                .update();
        jdbc.sql("delete from finished_task where task_id = ?")
                .param(id.value())
                .update();

        assertThat(sample.await(id, TaskState.SUCCESS).result()).isEqualTo("hello");
    }

    @Test
    void resendingThatAProcessDiedInAfterThePublishRunsTheTaskOnce() {
        TaskId id = rejectedTask();
        letters().resend(letterOf(id).id());
        sample.await(id, TaskState.SUCCESS);
        JdbcClient jdbc = sample.bean(JdbcClient.class);
        Instant ended = endOf(id);

        // What a process leaves that was killed before it noted that the broker has the message.
        jdbc.sql("update dead_letter set status = 'resending', resent_at = now() - interval '1 minute'")
                .update();
        Patience.await().until(() -> sample.count("dead_letter where status = 'resent'") == 1);

        TaskId next = send(headers(), ECHO_BODY, "application/json", null);
        sample.await(next, TaskState.SUCCESS);
        assertThat(endOf(id)).isEqualTo(ended);
        assertThat(sample.await(id, TaskState.SUCCESS).result()).isEqualTo("hello");
    }

    private Instant endOf(TaskId id) {
        return sample.bean(JdbcClient.class)
                .sql("select finished_at from finished_task where task_id = ?")
                .param(id.value())
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private DeadLetters letters() {
        return sample.bean(DeadLetters.class);
    }

    private List<DeadLetter> listed(int expected) {
        Patience.await().until(() -> letters().count(DeadLetterFilter.ALL) == expected);
        return letters().list(DeadLetterFilter.ALL, 100, 0);
    }

    private DeadLetter letterOf(TaskId id) {
        return letters().list(DeadLetterFilter.ALL, 100, 0).stream()
                .filter(letter -> id.equals(letter.task()))
                .findFirst()
                .orElseThrow();
    }

    private String failureOf(TaskId id) {
        TaskSnapshot ended = sample.await(id, TaskState.FAILURE);
        return Objects.requireNonNull(ended.failure()).type();
    }

    /** A task that the broker gave up; the slot is free. */
    private TaskId rejectedTask() {
        TaskId slow = occupyTheOnlySlot();
        awaitThePolicies();
        TaskId id = send(headers(), ECHO_BODY, "application/json", null);
        rejectNext(false, 1);
        listed(1);
        sample.bean(RevokeTasks.class).revoke(List.of(slow));
        return id;
    }

    private TaskId occupyTheOnlySlot() {
        TaskId slow = sample.send(SampleFixture.request(SampleWorker.SLOW, "x"));
        sample.await(slow, TaskState.PROGRESS);
        return slow;
    }

    private void awaitThePolicies() {
        Patience.await()
                .until(() -> sample.services
                        .manage("GET", "/api/queues/" + sample.services.virtualHost() + "/" + SampleWorker.QUEUE, "")
                        .contains("\"dead-letter-exchange\":\"baton.dead\""));
    }

    /** Takes the next message from the queue and rejects it, {@code times} times. */
    private void rejectNext(boolean requeue, int times) {
        for (int time = 0; time < times; time++) {
            Patience.await()
                    .until(() -> sample.bean(RabbitTemplate.class).execute(channel -> {
                        GetResponse next = channel.basicGet(SampleWorker.QUEUE, false);
                        if (next != null) {
                            channel.basicReject(next.getEnvelope().getDeliveryTag(), requeue);
                        }
                        return next != null;
                    }));
        }
    }

    private static Map<String, @Nullable Object> headers() {
        Map<String, @Nullable Object> headers = new HashMap<>();
        headers.put("id", TaskId.random().value());
        headers.put("task", SampleWorker.ECHO.name());
        headers.put("timelimit", Arrays.asList(null, null));
        return headers;
    }

    private static Map<String, @Nullable Object> with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> headers = headers();
        headers.put(name, value);
        return headers;
    }

    private TaskId send(
            Map<String, @Nullable Object> headers, String body, @Nullable String type, @Nullable String expiration) {
        MessageProperties properties = new MessageProperties();
        headers.forEach((name, value) -> properties.getHeaders().put(name, value));
        properties.setContentType(type);
        properties.setExpiration(expiration);
        sample.bean(RabbitTemplate.class)
                .send("", SampleWorker.QUEUE, new Message(body.getBytes(StandardCharsets.UTF_8), properties));
        Object id = headers.get("id");
        return id == null ? TaskId.random() : new TaskId(id.toString());
    }
}

package dev.baton.internal.queue;

import com.rabbitmq.client.GetResponse;
import dev.baton.deadletter.DeadLetter;
import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages that the broker gave up, and those that are sent again. */
@RequiresServices
class DeadLettersIT {
    private static final String ECHO_BODY = "[[\"hello\"], {}, null]";

    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        sample = new SampleFixture();
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    @BeforeEach
    void purge() {
        letters().purge(DeadLetterFilter.ALL);
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

    /** Queues that delay a message have it die of its age first, as Celery's do for each countdown. */
    @Test
    void deathThatCountsIsTheLast() {
        TaskId slow = occupyTheOnlySlot();
        awaitThePolicies();
        sample.bean(AmqpAdmin.class)
                .declareQueue(QueueBuilder.durable("delay")
                        .quorum()
                        .ttl(1)
                        .deadLetterExchange("")
                        .deadLetterRoutingKey(SampleWorker.QUEUE)
                        .build());
        TaskId delayed = sendTo("delay", headers(), ECHO_BODY, "application/json", null);
        rejectNext(false, 1);

        listed(1);

        assertThat(letterOf(delayed).last().reason()).isEqualTo("rejected");
        assertThat(failureOf(delayed)).isEqualTo("Reject");
        sample.bean(RevokeTasks.class).revoke(List.of(slow));
    }

    @Test
    void buriedMessageSaysNothingOfDeliveriesAndDeathsBefore() {
        Map<String, @Nullable Object> headers = with("x-delivery-count", 25);
        headers.put("x-first-death-reason", "expired");

        send(headers, "not json", "application/json", null);

        assertThat(listed(1).get(0).message().headers())
                .containsKey("x-baton-reason")
                .doesNotContainKeys("x-delivery-count", "x-first-death-reason");
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

    private TaskId occupyTheOnlySlot() {
        TaskId slow = sample.send(SampleFixture.request(SampleWorker.SLOW, "x"));
        sample.await(slow, TaskState.PROGRESS);
        return slow;
    }

    private void awaitThePolicies() {
        Patience.await()
                .until(() -> sample.services
                        .queue(SampleWorker.QUEUE)
                        .policy()
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
        return sendTo(SampleWorker.QUEUE, headers, body, type, expiration);
    }

    private TaskId sendTo(
            String queue,
            Map<String, @Nullable Object> headers,
            String body,
            @Nullable String type,
            @Nullable String expiration) {
        MessageProperties properties = new MessageProperties();
        headers.forEach((name, value) -> properties.getHeaders().put(name, value));
        properties.setContentType(type);
        properties.setExpiration(expiration);
        sample.bean(RabbitTemplate.class)
                .send("", queue, new Message(body.getBytes(StandardCharsets.UTF_8), properties));
        Object id = headers.get("id");
        return id == null ? TaskId.random() : new TaskId(id.toString());
    }
}

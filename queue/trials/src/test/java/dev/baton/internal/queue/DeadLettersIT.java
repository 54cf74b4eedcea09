package dev.baton.internal.queue;

import com.rabbitmq.client.GetResponse;
import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages that the broker gave up, and those that are sent again. */
@RequiresServices
class DeadLettersIT extends DeadLetterCase {
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
}

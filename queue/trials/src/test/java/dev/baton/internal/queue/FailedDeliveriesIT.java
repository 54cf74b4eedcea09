package dev.baton.internal.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.queue.control.Intake;
import dev.baton.internal.queue.execute.RunningTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What counts as a failed delivery: whatever else a message went through or says, its task runs. */
@RequiresServices
class FailedDeliveriesIT {
    private static final int LIMIT = 20;
    private static final int RESTARTS = 25;
    private static final String CLASSIC = "classic";

    private SampleFixture sample;

    @BeforeEach
    void start() {
        sample = new SampleFixture(properties -> {
            properties.put("baton.worker.drain-timeout", "0s");
            properties.put("baton.worker.concurrency", "2");
            properties.put("baton.worker.queues", SampleWorker.QUEUE + "," + CLASSIC);
            return properties;
        });
        sample.restart(this::makeClassic);
    }

    /** As Celery's clients declare a queue, and before the worker finds none. */
    private void makeClassic() {
        sample.services.queue(CLASSIC).delete();
        sample.services.queue(CLASSIC).declare("{}");
    }

    @AfterEach
    void stop() {
        sample.close();
    }

    /** Before RabbitMQ 4.3 quorum queues count what is handed back, too, and give the message up after so many. */
    @Test
    void tasksThatTwentyFiveWorkersHandBackRunOn() {
        TaskId quorum = send(SampleWorker.QUEUE, SampleWorker.SLOW);
        TaskId classic = send(CLASSIC, SampleWorker.SLOW);

        for (int restart = 0; restart < RESTARTS; restart++) {
            awaitRunning(quorum, classic);
            sample.restart(() -> {});
        }

        awaitRunning(quorum, classic);
        assertThat(sample.count("dead_letter")).isZero();
        assertThat(sample.count("finished_task")).isZero();
        sample.bean(RevokeTasks.class).revoke(List.of(quorum, classic));
        sample.await(quorum, TaskState.REVOKED);
        sample.await(classic, TaskState.REVOKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {SampleWorker.QUEUE, CLASSIC})
    void taskThatFailsItsDeliveryAgainAndAgainIsGivenUp(String queue) {
        SampleWorker.CLEANED.set(0);

        send(queue, SampleWorker.UNCLEAN);

        Patience.await().until(() -> SampleWorker.CLEANED.get() == LIMIT);
        sample.await(send(queue, SampleWorker.ECHO), TaskState.SUCCESS);
        Patience.await().until(() -> sample.count("redelivery") == 0);
        assertThat(SampleWorker.CLEANED.get()).isEqualTo(LIMIT);
    }

    /** Celery's retries copy what brokers said of the message before. */
    @Test
    void deliveriesThatTheSenderTellsOfAreNotBelieved() {
        TaskId first = sendCounted(SampleWorker.QUEUE);

        assertThat(sample.await(first, TaskState.SUCCESS).result()).isEqualTo("hello");
    }

    /** RabbitMQ 4.3 shows the sender's own count then. */
    @Test
    void norAreTheyBelievedOfWhatWasHandedBack() {
        sample.bean(Intake.class).cancel(SampleWorker.QUEUE);
        Patience.await().until(() -> consumers() == 0);
        TaskId again = sendCounted(SampleWorker.QUEUE);
        handBackNext();

        sample.bean(Intake.class).add(SampleWorker.QUEUE);

        assertThat(sample.await(again, TaskState.SUCCESS).result()).isEqualTo("hello");
    }

    private TaskId send(String queue, TaskType<?, ?> type) {
        TaskRequest request = SampleFixture.request(type, "x");
        sample.bean(TaskPublisher.class).publish(new TaskQueue(queue), List.of(request));
        return request.id();
    }

    private TaskId sendCounted(String queue) {
        TaskId id = TaskId.random();
        Map<String, Object> headers = new HashMap<>(Map.of("id", id.value(), "task", SampleWorker.ECHO.name()));
        headers.put("x-delivery-count", 25);
        headers.put("x-acquired-count", 25);
        headers.put("x-death", List.of(Map.of("reason", "delivery_limit", "count", 25, "queue", queue)));
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .headers(headers)
                .build();
        sample.bean(RabbitTemplate.class).execute(channel -> {
            channel.basicPublish("", queue, properties, "[[\"hello\"], {}, null]".getBytes(StandardCharsets.UTF_8));
            return true;
        });
        return id;
    }

    private int consumers() {
        Integer count =
                sample.bean(RabbitTemplate.class).execute(channel -> (int) channel.consumerCount(SampleWorker.QUEUE));
        return Objects.requireNonNull(count);
    }

    private void handBackNext() {
        Patience.await()
                .until(() -> sample.bean(RabbitTemplate.class).execute(channel -> {
                    GetResponse next = channel.basicGet(SampleWorker.QUEUE, false);
                    if (next != null) {
                        channel.basicNack(next.getEnvelope().getDeliveryTag(), false, true);
                    }
                    return next != null;
                }));
    }

    private void awaitRunning(TaskId... ids) {
        Patience.await()
                .until(() -> sample.bean(RunningTasks.class).all().stream()
                        .map(running -> running.request().id())
                        .toList()
                        .containsAll(List.of(ids)));
    }
}

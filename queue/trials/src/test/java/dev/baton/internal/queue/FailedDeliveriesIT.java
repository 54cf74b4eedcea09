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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What counts as a failed delivery: whatever else a message went through or says, its task runs. */
@RequiresServices
class FailedDeliveriesIT {
    private static final int LIMIT = 20;
    private static final int TIMES = 25;
    /** How many of these times the worker stops; it hands back alike whenever it is told to. */
    private static final int RESTARTS = 2;

    private static final String CLASSIC = "classic";

    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        sample = new SampleFixture(properties -> {
            properties.put("baton.worker.drain-timeout", "0s");
            properties.put("baton.worker.concurrency", "2");
            properties.put("baton.worker.queues", SampleWorker.QUEUE + "," + CLASSIC);
            return properties;
        });
        sample.restart(FailedDeliveriesIT::makeClassic);
    }

    /** As Celery's clients declare a queue, and before the worker finds none. */
    private static void makeClassic() {
        sample.services.queue(CLASSIC).delete();
        sample.services.queue(CLASSIC).declare("{}");
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    /** Before RabbitMQ 4.3 quorum queues count what is handed back, too, and give the message up after so many. */
    @Test
    void tasksThatTwentyFiveWorkersHandBackRunOn() {
        TaskId quorum = send(SampleWorker.QUEUE, SampleWorker.SLOW);
        TaskId classic = send(CLASSIC, SampleWorker.SLOW);

        for (int time = 0; time < TIMES; time++) {
            awaitRunning(quorum, classic);
            handBack(time < RESTARTS);
        }

        awaitRunning(quorum, classic);
        for (TaskId id : List.of(quorum, classic)) {
            String isIts = " where task_id = '" + id + "'";
            assertThat(sample.count("dead_letter" + isIts)).isZero();
            assertThat(sample.count("finished_task" + isIts)).isZero();
            assertThat(sample.count("redelivery" + isIts + " and count >= " + LIMIT))
                    .isEqualTo(1);
        }
        sample.bean(RevokeTasks.class).revoke(List.of(quorum, classic));
        sample.await(quorum, TaskState.REVOKED);
        sample.await(classic, TaskState.REVOKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {SampleWorker.QUEUE, CLASSIC})
    void taskThatFailsItsDeliveryAgainAndAgainIsGivenUp(String queue) {
        SampleWorker.CLEANED.set(0);

        TaskId id = send(queue, SampleWorker.UNCLEAN);

        Patience.await().until(() -> SampleWorker.CLEANED.get() == LIMIT);
        sample.await(send(queue, SampleWorker.ECHO), TaskState.SUCCESS);
        Patience.await().until(() -> sample.count("redelivery where task_id = '" + id + "'") == 0);
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

    private static void handBack(boolean isStopping) {
        if (isStopping) {
            sample.restart(() -> {});
        } else {
            List<RunningTasks.Running> before = sample.bean(RunningTasks.class).all();
            sample.bean(RunningTasks.class).handBackAll();
            Patience.await()
                    .until(() -> Collections.disjoint(
                            before, sample.bean(RunningTasks.class).all()));
        }
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

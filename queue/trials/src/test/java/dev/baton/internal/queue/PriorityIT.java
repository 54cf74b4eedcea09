package dev.baton.internal.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.queue.control.Intake;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Celery;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Celery's priorities, on both sides and on all ways of a task. */
@RequiresServices
class PriorityIT {
    private static final String SEND =
            "print(app.send_task('sample.echo', kwargs={'text': 'python'}, queue='sample').id)";

    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        sample = new SampleFixture(properties -> {
            // It would take what a test looks for.
            properties.put("baton.worker.collect-dead-letters", "false");
            return properties;
        });
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    @Test
    void urgentTasksOfCeleryGoBeforeThoseThatCameEarlier() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        List<TaskId> ids = new ArrayList<>();
        sample.restart(() -> Celery.run(sample.services, """
                        for priority in (0, 4, 0, 5, 9):
                            print(app.send_task("sample.echo", kwargs={"text": ""}, queue="sample", priority=priority).id)
                        """).lines().forEach(id -> ids.add(new TaskId(id))));

        List<Instant> done = ids.stream()
                .map(id -> Objects.requireNonNull(
                        sample.await(id, TaskState.SUCCESS).dateDone()))
                .toList();
        // Before RabbitMQ 4.3 there are two levels, in each the order of arrival; from then on each priority is one.
        List<Integer> order = sample.services.isBrokerSince(4, 3) ? List.of(4, 3, 1, 0, 2) : List.of(3, 4, 0, 1, 2);
        assertThat(order.stream().map(done::get).toList()).isSorted();
    }

    /** Celery's clients write 0 where they are given none. To RabbitMQ 4.3 a message without one would go before theirs, each time. */
    @Test
    void tasksOfJavaAndOfPythonWithoutAPriorityAreEqual() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        List<TaskId> ids = new ArrayList<>();
        sample.bean(Intake.class).cancel(SampleWorker.QUEUE);
        ids.add(new TaskId(Celery.run(sample.services, SEND)));
        ids.add(sample.send(SampleFixture.request(SampleWorker.ECHO, "java")));
        ids.add(new TaskId(Celery.run(sample.services, SEND)));
        ids.add(sample.send(SampleFixture.request(SampleWorker.ECHO, "java")));

        sample.bean(Intake.class).add(SampleWorker.QUEUE);

        assertThat(ids.stream()
                        .map(id -> Objects.requireNonNull(
                                sample.await(id, TaskState.SUCCESS).dateDone()))
                        .toList())
                .isSorted();
    }

    @Test
    void celeryWorkerSeesThePriorityThatJavaGave() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        sample.services.queue("python").declare("{\"x-queue-type\": \"quorum\"}");
        TaskRequest request =
                TaskRequest.of(TaskId.random(), "python.priority", Map.of()).withPriority(7);
        sample.bean(TaskPublisher.class).publish(new TaskQueue("python"), List.of(request));

        String said = Celery.run(sample.services, """
                from celery.contrib.testing.worker import start_worker
                from kombu import Queue
                app.conf.task_queues = [Queue("python", queue_arguments={"x-queue-type": "quorum"})]
                @app.task(name="python.priority", bind=True)
                def priority(self):
                    return self.request.delivery_info["priority"]
                with start_worker(app, pool="solo", perform_ping_check=False, queues=["python"]):
                    print("priority", app.AsyncResult("%s").get(timeout=60))
                """.formatted(request.id()));

        assertThat(said).contains("priority 7");
    }

    @Test
    void priorityIsKeptByEtaAndRetry() {
        TaskRequest later = SampleFixture.request(SampleWorker.ECHO, "later")
                .withPriority(6)
                .withEta(Instant.now().plus(Duration.ofHours(1)));
        TaskRequest again =
                SampleFixture.request(SampleWorker.ASKING, "3600000").withPriority(8);
        sample.send(later);
        sample.send(again);
        TaskSnapshot waits = sample.await(again.id(), TaskState.RETRY);

        assertThat(waits.state()).isEqualTo(TaskState.RETRY);
        assertThat(sample.scheduled().waiting(10))
                .extracting(task -> task.id() + " " + task.message().priority())
                .contains(later.id() + " 6", again.id() + " 8");
        sample.scheduled().cancel(List.of(later.id(), again.id()));
    }

    /** Celery-node, for one, gives none. */
    @Test
    void priorityThatWasNotGivenIsNotGivenWhereATaskIsSentOn() {
        TaskId id = TaskId.random();
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .headers(Map.of("id", id.value(), "task", SampleWorker.ASKING.name()))
                .build();
        RabbitTemplate rabbit = sample.bean(RabbitTemplate.class);
        rabbit.execute(channel -> {
            channel.basicPublish("", SampleWorker.QUEUE, properties, "[[\"3600000\"], {}, null]".getBytes(UTF_8));
            channel.basicPublish("", SampleWorker.QUEUE, new AMQP.BasicProperties(), "broken".getBytes(UTF_8));
            return true;
        });

        sample.await(id, TaskState.RETRY);
        assertThat(sample.scheduled().waiting(10))
                .filteredOn(task -> task.id().equals(id))
                .singleElement()
                .satisfies(task -> assertThat(task.message().priority()).isNull());
        sample.scheduled().cancel(List.of(id));
        GetResponse dead = Patience.await()
                .until(
                        () -> rabbit.execute(channel -> channel.basicGet(SampleWorker.QUEUE + ".dead", true)),
                        Objects::nonNull);
        assertThat(Objects.requireNonNull(dead).getProps().getPriority()).isNull();
    }

    @Test
    void priorityIsKeptByDeadLetters() {
        Message broken = MessageBuilder.withBody(new byte[] {1})
                .setContentType("application/json")
                .setPriority(6)
                .build();
        RabbitTemplate rabbit = sample.bean(RabbitTemplate.class);
        rabbit.send("", SampleWorker.QUEUE, broken);

        Message dead = Patience.await().until(() -> rabbit.receive(SampleWorker.QUEUE + ".dead"), Objects::nonNull);

        assertThat(Objects.requireNonNull(dead).getMessageProperties().getPriority())
                .isEqualTo(6);
    }
}

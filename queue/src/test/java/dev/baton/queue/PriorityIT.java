package dev.baton.queue;

import dev.baton.broker.TaskPublisher;
import dev.baton.broker.TaskQueue;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Celery's priorities, on both sides and on all ways of a task. */
@RequiresServices
class PriorityIT {
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
        // Two levels, in each the order of arrival.
        assertThat(done.get(3)).isBefore(done.get(4));
        assertThat(done.get(4)).isBefore(done.get(1));
        assertThat(done.get(0)).isBefore(done.get(1));
        assertThat(done.get(1)).isBefore(done.get(2));
    }

    @Test
    void celeryWorkerSeesThePriorityThatJavaGave() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        sample.services.manage(
                "PUT",
                "/api/queues/" + sample.services.virtualHost() + "/python",
                "{\"durable\": true, \"arguments\": {\"x-queue-type\": \"quorum\"}}");
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

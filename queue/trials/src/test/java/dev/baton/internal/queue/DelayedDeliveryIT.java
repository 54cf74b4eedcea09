package dev.baton.internal.queue;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.queue.control.Intake;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.Celery;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.core.ChannelCallback;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Delays where one end is a Celery that leaves them to the broker. */
@RequiresServices
class DelayedDeliveryIT {
    private static final String SEND = """
            from kombu import Exchange, Queue
            app.conf.task_queues = [Queue("sample", Exchange("sample", type="topic"), routing_key="sample",
                queue_arguments={"x-queue-type": "quorum"})]
            def send(countdown):
                return app.send_task("sample.echo", kwargs={"text": "later"}, queue="sample", countdown=countdown).id
            """;

    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        sample = new SampleFixture(properties -> {
            properties.put("baton.broker.native-delayed-delivery", "true");
            properties.put("baton.worker.queues", "sample,mail,urgent.mail");
            return properties;
        });
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    @Test
    void taskThatCeleryDelaysInTheBrokerRunsOnceAndNotBeforeItsLastFraction() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        Instant before = Instant.now();

        TaskId id = new TaskId(Celery.run(sample.services, SEND + "print(send(2.6))"));

        Instant done =
                Objects.requireNonNull(sample.await(id, TaskState.SUCCESS).dateDone());
        assertThat(done).isAfterOrEqualTo(before.plus(Duration.ofMillis(2600)));
        assertThat(sample.count("finished_task where task_id = '" + id + "'")).isEqualTo(1);
    }

    @Test
    void queueGetsNoTasksOfOneWhoseNameEndsLikeItsOwn() {
        sample.bean(Intake.class).cancel("mail");
        sample.bean(Intake.class).cancel("urgent.mail");
        Patience.await()
                .until(() -> ask(channel -> channel.consumerCount("mail") + channel.consumerCount("urgent.mail")) == 0);

        // As Celery sends it, with the countdown of a second.
        sample.bean(RabbitTemplate.class)
                .convertAndSend("celery_delayed_27", "0.".repeat(27) + "1.urgent.mail", "late");

        Patience.await().until(() -> ask(channel -> channel.messageCount("urgent.mail")) == 1);
        assertThat(ask(channel -> channel.messageCount("mail"))).isZero();
        ask(channel -> (long) channel.queuePurge("urgent.mail").getMessageCount());
        sample.bean(Intake.class).add("mail");
        sample.bean(Intake.class).add("urgent.mail");
    }

    @Test
    void bindingOfAnEarlierVersionIsRemoved() {
        ask(channel -> {
            channel.queueBind("sample", "celery_delayed_delivery", "#.sample");
            return 1L;
        });

        sample.restart(() -> {});

        Patience.await().until(() -> !bindings().contains("\"#.sample\""));
        assertThat(bindings()).contains("\"" + "*.".repeat(28) + "sample\"");
    }

    private static String bindings() {
        return sample.services.manage(
                "GET", "/api/bindings/" + sample.services.virtualHost() + "/e/celery_delayed_delivery/q/sample", "");
    }

    private static long ask(ChannelCallback<Long> question) {
        return Objects.requireNonNull(sample.bean(RabbitTemplate.class).execute(question));
    }

    @Test
    void celeryWorkerMayHaveDeclaredItAllBefore() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        String[] id = new String[1];
        sample.restart(() -> id[0] = Celery.run(sample.services, SEND + """
                from kombu.transport.native_delayed_delivery import (
                    bind_queue_to_native_delayed_delivery_exchange as bind,
                    declare_native_delayed_delivery_exchanges_and_queues as declare)
                with app.connection_for_write() as connection:
                    app.amqp.queues["sample"](connection.default_channel).declare()
                    declare(connection, "quorum")
                    bind(connection, app.amqp.queues["sample"])
                print(send(1.2))
                """));

        assertThat(id[0]).hasLineCount(1);
        sample.await(new TaskId(id[0]), TaskState.SUCCESS);
    }

    @Test
    void celeryWorkerGetsTasksWithAnEtaWhenTheyAreDue() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        sample.services.queue("python").declare("{\"x-queue-type\": \"quorum\"}");
        Instant eta = Instant.now().plus(Duration.ofSeconds(5));
        TaskRequest request = TaskRequest.of(TaskId.random(), "python.echo", Map.of("text", "later"))
                .withEta(eta);

        sample.bean(TaskPublisher.class).publish(new TaskQueue("python"), List.of(request));

        assertThat(sample.scheduled().waiting(1))
                .extracting(waiting -> waiting.id())
                .containsExactly(request.id());
        String done = Celery.run(sample.services, """
                import time
                from celery.contrib.testing.worker import start_worker
                from kombu import Queue
                app.conf.task_queues = [Queue("python", queue_arguments={"x-queue-type": "quorum"})]
                @app.task(name="python.echo")
                def echo(text):
                    return [text, time.time()]
                with start_worker(app, pool="solo", perform_ping_check=False, queues=["python"]):
                    print("done", app.AsyncResult("%s").get(timeout=60))
                """.formatted(request.id()));
        double ranAt = Double.parseDouble(done.replaceFirst("(?s).*done \\['later', ([0-9.]+)\\].*", "$1"));
        assertThat(ranAt).isGreaterThanOrEqualTo(eta.toEpochMilli() / 1000.0);
    }

    @Test
    void taskThatIsSentWithAnEtaIsInTheScheduleAtOnce() {
        TaskRequest request = SampleFixture.request(SampleWorker.ECHO, "later")
                .withEta(Instant.now().plus(Duration.ofSeconds(1)));

        sample.send(request);

        assertThat(sample.count("scheduled_task where task_id = '" + request.id() + "'"))
                .isEqualTo(1);
        sample.await(request.id(), TaskState.SUCCESS);
    }
}

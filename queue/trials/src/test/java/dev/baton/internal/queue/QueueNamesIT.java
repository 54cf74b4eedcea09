package dev.baton.internal.queue;

import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.queue.control.Intake;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Queues with any name that the broker takes. */
@RequiresServices
class QueueNamesIT {
    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        sample = new SampleFixture();
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    static List<String> names() {
        return List.of("feeds:high", "jobs of 東京/1", "a+b (c) [d]* %41 \\ 'e' {f}", "é".repeat(125));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aQueueHasTasksDeadLettersAndItsPolicy(String name) {
        sample.bean(Intake.class).add(name);
        TaskRequest request = SampleFixture.request(SampleWorker.ECHO, name);

        sample.bean(TaskPublisher.class).publish(new TaskQueue(name), List.of(request));
        sample.bean(RabbitTemplate.class).send("", name, new Message("nothing".getBytes(StandardCharsets.UTF_8)));

        sample.await(request.id(), TaskState.SUCCESS);
        DeadLetters letters = sample.bean(DeadLetters.class);
        Patience.await().until(() -> letters.count(new DeadLetterFilter(name, null)) == 1);
        Patience.await()
                .until(() -> policyOf(name).contains("\"delivery-limit\":21")
                        && policyOf(name + ".dead").contains("\"delivery-limit\":-1"));
    }

    private static String policyOf(String queue) {
        return sample.services.queue(queue).policy();
    }
}

package dev.baton.queue;

import dev.baton.broker.TaskPublisher;
import dev.baton.broker.TaskQueue;
import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.queue.control.Intake;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Queues that a worker takes tasks from only since it was told to. */
@RequiresServices
class AddedQueuesIT {
    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        sample = new SampleFixture();
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    @Test
    void thoseOfAQueueThatWasAddedAreCollectedToo() {
        sample.bean(Intake.class).add("added");

        sample.bean(RabbitTemplate.class).send("", "added", new Message("nothing".getBytes(StandardCharsets.UTF_8)));

        DeadLetters letters = sample.bean(DeadLetters.class);
        Patience.await().until(() -> letters.count(new DeadLetterFilter("added", null)) == 1);
    }

    /** Classic queues count no deliveries; on Celery such a task goes round for ever. */
    @Test
    void taskThatFailsItsWorkerAgainAndAgainIsGivenUpOnAClassicQueueToo() {
        sample.bean(AmqpAdmin.class).declareQueue(new Queue("classic"));
        sample.bean(Intake.class).add("classic");
        SampleWorker.CLEANED.set(0);
        TaskPublisher publisher = sample.bean(TaskPublisher.class);
        TaskQueue classic = new TaskQueue("classic");
        TaskRequest poison = SampleFixture.request(SampleWorker.UNCLEAN, "poison");

        publisher.publish(classic, List.of(poison));

        Patience.await().until(() -> SampleWorker.CLEANED.get() == 20);
        TaskRequest next = SampleFixture.request(SampleWorker.ECHO, "next");
        publisher.publish(classic, List.of(next));
        sample.await(next.id(), TaskState.SUCCESS);
        Patience.await().until(() -> sample.count("redelivery") == 0);
        assertThat(SampleWorker.CLEANED.get()).isEqualTo(20);
    }
}

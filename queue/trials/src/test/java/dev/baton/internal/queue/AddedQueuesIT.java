package dev.baton.internal.queue;

import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.internal.queue.control.Intake;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

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
}

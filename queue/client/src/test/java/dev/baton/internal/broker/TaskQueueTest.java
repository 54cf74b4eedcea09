package dev.baton.internal.broker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TaskQueueTest {
    @ParameterizedTest
    @ValueSource(strings = {"celery", "feeds:high", "jobs of 東京/1", "a+b (c) [d]*", "über", "-", "x.dead"})
    void whatTheBrokerTakesIsTaken(String name) {
        TaskQueue queue = new TaskQueue(name);

        assertThat(queue.deadName()).isEqualTo(name + ".dead");
        assertThat(TaskQueue.ofDead(queue.deadName())).isEqualTo(queue);
    }

    @Test
    void aNameLeavesRoomForThatOfItsDeadLetters() {
        assertThat(new TaskQueue("é".repeat(125)).deadName()).hasSize(130);

        assertThatThrownBy(() -> new TaskQueue("é".repeat(126)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 250 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "amq.gen-1"})
    void whatTheBrokerRefusesIsRefused(String name) {
        assertThatThrownBy(() -> new TaskQueue(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void aPolicyIsOfOneQueueAlone() {
        assertThat(QueuePolicies.patternOf("a.b+(c)")).isEqualTo("^a\\.b\\+\\(c\\)$");
        assertThat(QueuePolicies.patternOf("東京_1")).isEqualTo("^東京_1$");
    }
}

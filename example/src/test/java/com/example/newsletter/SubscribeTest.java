package com.example.newsletter;

import dev.baton.manual.ManualWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The handlers, run by a worker that needs no services. */
class SubscribeTest {
    /** No part of a name has so many letters, so nobody need be asked. */
    private static final String UNKNOWN_HOST = "x".repeat(64);

    private final Set<String> addresses = new TreeSet<>();
    private final ManualWorker worker = ManualWorker.of(new Subscribe(new Kept(addresses)), new CountWords());

    /** Subscribers in a set. */
    private record Kept(Set<String> addresses) implements Subscribers {
        @Override
        public void add(String address) {
            addresses.add(address);
        }

        @Override
        public long count() {
            return addresses.size();
        }
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void subscriberIsAddedOnceHoweverOftenTheTaskIsDelivered() {
        TaskId id = worker.send(Subscribe.TYPE, new Subscribe.Request("runner@localhost"));
        worker.step();
        addresses.clear();
        worker.redeliver(id);
        worker.step();

        assertThat(worker.output(Subscribe.TYPE, id)).isEqualTo(new Subscribe.Receipt("runner@localhost", 1));
        assertThat(addresses).isEmpty();
    }

    @Test
    void addressWithoutAHostIsRefused() {
        TaskId id = worker.send(Subscribe.TYPE, new Subscribe.Request("nobody"));
        worker.step();

        assertThat(Objects.requireNonNull(worker.find(id).orElseThrow().failure())
                        .type())
                .isEqualTo("InvalidAddress");
        assertThat(addresses).isEmpty();
    }

    @Test
    void hostThatIsUnknownIsAskedForSixTimes() {
        TaskId id = worker.send(Subscribe.TYPE, new Subscribe.Request("runner@" + UNKNOWN_HOST));

        for (int retry = 0; retry < 5; retry++) {
            assertThat(worker.step()).isTrue();
            assertThat(worker.state(id)).isEqualTo(TaskState.RETRY);
            assertThat(worker.step()).isFalse();
            worker.clock().advance(Duration.ofSeconds(1L << retry));
        }
        assertThat(worker.step()).isTrue();
        assertThat(worker.state(id)).isEqualTo(TaskState.FAILURE);
    }

    @Test
    void wordsAreCounted() {
        TaskId id = worker.send(CountWords.TYPE, new CountWords.Text(" a word  or two"));
        worker.step();

        assertThat(worker.output(CountWords.TYPE, id)).isEqualTo(4);
    }
}

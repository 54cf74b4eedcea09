package dev.baton.internal.queue.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import dev.baton.testing.Patience;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlotsTest {
    private static final Received DELIVERY =
            new Received("tasks", new Envelope(1, false, "", "tasks"), new AMQP.BasicProperties(), new byte[0]);

    private final Slots slots = new Slots(1);

    @Test
    void aSecondWaitsUntilTheFirstIsFree() {
        assertThat(slots.take(DELIVERY).toCompletableFuture().join()).isTrue();
        CompletableFuture<Boolean> second = slots.take(DELIVERY).toCompletableFuture();
        assertThat(slots.awaitIdle(Duration.ofMillis(20))).isFalse();
        assertThat(second).isNotDone();

        slots.free();

        assertThat(second.join()).isTrue();
        slots.free();
        assertThat(slots.awaitIdle(Duration.ZERO)).isTrue();
    }

    @Test
    void moreSlotsLetThoseInThatWait() {
        assertThat(slots.take(DELIVERY).toCompletableFuture().join()).isTrue();
        CompletableFuture<Boolean> second = slots.take(DELIVERY).toCompletableFuture();

        slots.resize(2);

        assertThat(second.join()).isTrue();
        assertThat(slots.size()).isEqualTo(2);
    }

    @Test
    void onceClosedNothingBeginsAndWhatRunsIsWaitedFor() {
        assertThat(slots.take(DELIVERY).toCompletableFuture().join()).isTrue();
        CompletableFuture<Boolean> second = slots.take(DELIVERY).toCompletableFuture();

        slots.close();

        assertThat(second.join()).isFalse();
        assertThat(slots.take(DELIVERY).toCompletableFuture().join()).isFalse();
        CompletableFuture<Boolean> idle = CompletableFuture.supplyAsync(() -> slots.awaitIdle(Patience.CEILING));
        slots.free();
        assertThat(idle.join()).isTrue();
    }
}

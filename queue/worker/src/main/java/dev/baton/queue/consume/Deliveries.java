package dev.baton.queue.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has each delivery from one queue handled. INVARIANT: each is answered, or the process ends. */
final class Deliveries {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private final String queue;
    private final DeliveryListener listener;

    Deliveries(String queue, DeliveryListener listener) {
        this.queue = queue;
        this.listener = listener;
    }

    /** Begins to handle a delivery, without waiting, and gives {@code answered} its answer. */
    void handle(Envelope envelope, AMQP.BasicProperties received, byte[] body, Consumer<Answer> answered) {
        CompletionStage<?> unused = CompletableFuture.completedFuture(new Received(queue, envelope, received, body))
                .thenCompose(listener::handle)
                .whenComplete((answer, failure) -> answered.accept(failure == null ? answer : answerTo(failure)));
    }

    private Answer answerTo(Throwable failure) {
        if (failure instanceof Error || failure.getCause() instanceof Error) {
            BrokenProcess.end(failure);
        }
        // Unanswered it would keep its place for ever.
        log.error("A message goes back to {}", queue, failure);
        return Answer.REJECTED;
    }
}

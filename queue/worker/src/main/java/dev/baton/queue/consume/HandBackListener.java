package dev.baton.queue.consume;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Has each delivery that is handed back noted before the broker hears of it: it is no failure, however often it happens. */
final class HandBackListener implements DeliveryListener {
    /** Less than a worker that stops waits for its answers to be written. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final DeliveryListener listener;
    private final DeliveryCounts counts;
    private final Executor threads;

    HandBackListener(DeliveryListener listener, DeliveryCounts counts, Executor threads) {
        this.listener = listener;
        this.counts = counts;
        this.threads = threads;
    }

    @Override
    public CompletionStage<Answer> handle(Received received) {
        return listener.handle(received)
                .thenCompose(answer ->
                        answer == Answer.HANDED_BACK ? noted(received) : CompletableFuture.completedFuture(answer));
    }

    private CompletionStage<Answer> noted(Received received) {
        return CompletableFuture.completedFuture(received)
                .thenAcceptAsync(counts::noteHandedBack, threads)
                .handle((noted, failure) -> Answer.HANDED_BACK)
                .completeOnTimeout(Answer.HANDED_BACK, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}

package dev.baton.internal.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends what many threads ask for together: one batch is on its way at a time, and what comes meanwhile makes up the next. Nobody
 * waits for others to come, and a command for each would cost more than what it does. Safe for use by many threads.
 *
 * @param <I> what is asked
 * @param <O> an answer
 */
final class Batches<I, O extends @Nullable Object> {
    private static final int MOST = 256;

    private final Function<List<I>, ? extends CompletionStage<? extends List<O>>> send;
    private final Queue<Asked<I, O>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isUnderWay = new AtomicBoolean();

    /** Has {@code send} send batches; its answers are in the order of what is asked. */
    Batches(Function<List<I>, ? extends CompletionStage<? extends List<O>>> send) {
        this.send = send;
    }

    private record Asked<I, O extends @Nullable Object>(I what, CompletableFuture<O> answer) {}

    CompletableFuture<O> ask(I what) {
        Asked<I, O> asked = new Asked<>(what, new CompletableFuture<>());
        waiting.add(asked);
        sendNext();
        return asked.answer();
    }

    private void sendNext() {
        while (!waiting.isEmpty() && isUnderWay.compareAndSet(false, true)) {
            List<Asked<I, O>> batch = new ArrayList<>();
            for (Asked<I, O> next = waiting.poll(); next != null; next = batch.size() < MOST ? waiting.poll() : null) {
                batch.add(next);
            }
            if (!batch.isEmpty()) {
                send(batch);
                return;
            }
            isUnderWay.set(false);
        }
    }

    private void send(List<Asked<I, O>> batch) {
        CompletionStage<? extends List<O>> sent;
        try {
            sent = send.apply(batch.stream().map(Asked::what).toList());
        } catch (RuntimeException | Error e) {
            // Errors too: nothing would be sent any more after one.
            sent = CompletableFuture.failedFuture(e);
        }
        CompletionStage<?> unused = sent.whenComplete((answers, failure) -> {
            isUnderWay.set(false);
            sendNext();
            for (int i = 0; i < batch.size(); i++) {
                if (failure == null) {
                    batch.get(i).answer().complete(answers.get(i));
                } else {
                    batch.get(i).answer().completeExceptionally(failure);
                }
            }
        });
    }
}

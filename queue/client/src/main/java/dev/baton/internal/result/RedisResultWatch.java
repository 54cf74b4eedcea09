package dev.baton.internal.result;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.task.TaskSnapshot;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.redisson.api.RTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the channel of one task. */
final class RedisResultWatch implements ResultWatch {
    private static final Logger log = LoggerFactory.getLogger(RedisResultWatch.class);

    private final RTopic topic;
    private final RedisGuard guard;
    private final Supplier<Optional<TaskSnapshot>> look;
    private final Supplier<CompletionStage<Optional<TaskSnapshot>>> lookLater;
    private final CompletableFuture<TaskSnapshot> announced = new CompletableFuture<>();
    private final CompletableFuture<Integer> subscribed;

    /**
     * Listens on {@code topic}, where records are told as JSON; {@code look} finds the task's record, {@code lookLater} its end, without
     * waiting.
     */
    RedisResultWatch(
            RTopic topic,
            RedisGuard guard,
            Supplier<Optional<TaskSnapshot>> look,
            Supplier<CompletionStage<Optional<TaskSnapshot>>> lookLater) {
        this.topic = topic;
        this.guard = guard;
        this.look = look;
        this.lookLater = lookLater;
        this.subscribed = subscribe();
    }

    private CompletableFuture<Integer> subscribe() {
        if (guard.isAway()) {
            return CompletableFuture.failedFuture(guard.away());
        }
        try {
            return topic.addListenerAsync(String.class, (channel, json) -> hear(json))
                    .toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void hear(String json) {
        TaskSnapshot told = ResultCodec.decode(json);
        if (told.state().isFinal()) {
            announced.complete(told);
        }
    }

    @Override
    public Optional<TaskSnapshot> find() {
        int unused = guard.ask(subscribed::join);
        // Looked up after subscribing, so that nothing is missed in between.
        return announced.isDone() ? Optional.of(announced.join()) : look.get();
    }

    @Override
    public CompletionStage<TaskSnapshot> heard() {
        return announced.minimalCompletionStage();
    }

    @Override
    public CompletionStage<TaskSnapshot> ended() {
        // Looked up after subscribing, as above.
        CompletionStage<Void> unused = subscribed
                .thenCompose(subscription -> lookLater.get())
                .thenAccept(known -> known.ifPresent(announced::complete))
                .exceptionally(failure -> {
                    log.debug("The end of a task is listened for in vain", failure);
                    return null;
                });
        return heard();
    }

    @Override
    public void close() {
        CompletionStage<Void> unused = subscribed
                .thenCompose(topic::removeListenerAsync)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        log.debug("A subscription could not be ended; it ends with its connection", failure);
                    }
                });
    }
}

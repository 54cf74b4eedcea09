package dev.baton.manual;

import dev.baton.handler.RefusedException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.ConcurrencyKey;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tasks that fail in the way that their text names, most of them late. */
record LateFailures(boolean isPure) implements TaskHandler<Script.Text, @Nullable Object> {
    static final TaskType<Script.Text, @Nullable Object> TYPE =
            new TaskType<>("script.failing", Script.Text.class, Object.class, "script");

    @Override
    public TaskType<Script.Text, @Nullable Object> type() {
        return TYPE;
    }

    @Override
    public boolean hasEffects() {
        return !isPure;
    }

    @Override
    public RetryRules retries() {
        return RetryRules.NONE.on(
                IllegalStateException.class, new RetryPolicy(3, Duration.ofMillis(20), Duration.ofMillis(100)));
    }

    @Override
    public Optional<ConcurrencyKey> concurrency(Script.Text input) {
        if (input.text().equals("key")) {
            throw new IllegalArgumentException("no key");
        }
        return Optional.empty();
    }

    @Override
    @SuppressWarnings("NullAway") // A handler may be written without it.
    public Effects<@Nullable Object> prepare(TaskContext context, Script.Text input) throws IOException {
        return switch (input.text()) {
            case "checked" -> throw new IOException("no such file");
            case "unprepared" -> null;
            case "interrupted" -> {
                Thread.currentThread().interrupt();
                yield () -> Thread.currentThread().isInterrupted();
            }
            default -> () -> commit(context, input.text());
        };
    }

    private static @Nullable Object commit(TaskContext context, String text) {
        return switch (text) {
            case "passing" -> {
                if (context.retries() < 2) {
                    throw new IllegalStateException("attempt " + context.retries());
                }
                yield "after " + context.retries();
            }
            case "refused" -> throw new RefusedException("Closed", "no more");
            case "error" -> throw new NoClassDefFoundError("lost");
            case "cyclic" -> {
                List<Object> cyclic = new ArrayList<>();
                cyclic.add(cyclic);
                yield cyclic;
            }
            default -> null;
        };
    }
}

package dev.baton.internal.queue.settle;

import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.UnbindableArgumentsException;
import dev.baton.task.ConcurrencyKey;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallTest {
    private static final TaskType<Word, String> TYPE = new TaskType<>("call.test", Word.class, String.class, "calls");

    private final List<Word> bound = new ArrayList<>();
    private final Queue<Runnable> threads = new ArrayDeque<>();

    record Word(String word) {}

    @Test
    void argumentsAreBoundOnceForAllThatNeedThem() {
        Call<?> call = call(request(Map.of("word", "x")), false);

        assertThat(call.key()).contains(new ConcurrencyKey("x", 1));
        call.cleanUp().ifPresent(Runnable::run);

        assertThat(bound).hasSize(2).allSatisfy(word -> assertThat(word).isSameAs(call.input()));
    }

    @Test
    void aTaskWhoseArgumentsDoNotFitHasNoKeyAndLeavesNothingBehind() {
        Call<?> call = call(request(Map.of("number", 1)), false);

        assertThat(call.key()).isEmpty();
        assertThat(call.cleanUp()).isEmpty();
        assertThatThrownBy(call::input).isInstanceOf(UnbindableArgumentsException.class);
    }

    @Test
    void aTaskThatDoesNotRunHereHasNoHandlerAndLeavesNothingBehind() {
        Call<?> call = new Call<Word>(null, delivery(request(Map.of("word", "x"))), threads::add);

        assertThat(call.hasHandler()).isFalse();
        assertThat(call.isPure()).isFalse();
        assertThat(call.cleanUp()).isEmpty();
    }

    @Test
    void onlyWhatChangesNothingAndStandsAloneIsPure() {
        TaskRequest alone = request(Map.of("word", "x"));

        assertThat(call(alone, false).isPure()).isTrue();
        assertThat(call(alone, true).isPure()).isFalse();
        assertThat(call(alone.withStamps(Map.of("header", "a")), false).isPure())
                .isFalse();
    }

    @Test
    void whatFollowsAnEndThatIsThereRunsAtOnce() {
        List<String> steps = new ArrayList<>();

        Object value = call(request(Map.of()), false)
                .after(CompletableFuture.completedFuture("ended"), () -> steps.add("next"))
                .toCompletableFuture()
                .getNow("");

        assertThat(value).isEqualTo("ended");
        assertThat(steps).containsExactly("next");
        assertThat(threads).isEmpty();
    }

    @Test
    void whatFollowsALaterEndLeavesTheThreadThatTellsOfIt() {
        List<String> steps = new ArrayList<>();
        CompletableFuture<String> ended = new CompletableFuture<>();
        CompletableFuture<String> all = call(request(Map.of()), false)
                .after(ended, () -> steps.add("next"))
                .toCompletableFuture();

        ended.complete("ended");

        assertThat(steps).isEmpty();
        threads.remove().run();
        assertThat(steps).containsExactly("next");
        assertThat(all).isCompletedWithValue("ended");
    }

    private Call<?> call(TaskRequest request, boolean hasEffects) {
        return new Call<>(new Handler(hasEffects), delivery(request), threads::add);
    }

    private static TaskRequest request(Map<String, @Nullable Object> kwargs) {
        return TaskRequest.of(TaskId.random(), TYPE.name(), kwargs);
    }

    private static Delivery delivery(TaskRequest request) {
        CeleryMessage message = new CeleryMessage(Map.of(), new byte[0], null, null, null, null, null, null);
        return new Delivery(request, message, TYPE.queue(), false);
    }

    private final class Handler implements TaskHandler<Word, String> {
        private final boolean hasEffects;

        Handler(boolean hasEffects) {
            this.hasEffects = hasEffects;
        }

        @Override
        public TaskType<Word, String> type() {
            return TYPE;
        }

        @Override
        public boolean hasEffects() {
            return hasEffects;
        }

        @Override
        public Effects<String> prepare(TaskContext context, Word input) {
            return input::word;
        }

        @Override
        public Optional<ConcurrencyKey> concurrency(Word input) {
            bound.add(input);
            return Optional.of(new ConcurrencyKey(input.word(), 1));
        }

        @Override
        public Optional<Runnable> cleanUp(Word input) {
            return Optional.of(() -> bound.add(input));
        }
    }
}

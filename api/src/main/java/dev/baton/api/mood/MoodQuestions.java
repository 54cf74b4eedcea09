package dev.baton.api.mood;

import dev.baton.api.cache.AnswerCache;
import dev.baton.api.cache.AnswerCache.Shared;
import dev.baton.api.jobs.TaskResults;
import dev.baton.api.problem.ProblemException;
import dev.baton.api.problem.ProblemType;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskType;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Has workers answer, and waits for it as long as the client does. */
@Component
final class MoodQuestions {
    private static final Logger log = LoggerFactory.getLogger(MoodQuestions.class);
    private static final double NANOS = 1e9;
    private static final Set<String> TIMEOUTS = Set.of("SoftTimeLimitExceeded", "TimeLimitExceeded");

    private final TaskPublisher publisher;
    private final TaskResults results;
    private final PredictionTasks tasks;
    private final AnswerCache cache;
    private final MoodSettings settings;

    MoodQuestions(
            TaskPublisher publisher,
            TaskResults results,
            PredictionTasks tasks,
            AnswerCache cache,
            MoodSettings settings) {
        this.publisher = publisher;
        this.results = results;
        this.tasks = tasks;
        this.cache = cache;
        this.settings = settings;
    }

    /** Answers with what the task gives, or, where that takes longer than {@code wait}, with where it will be found. */
    <I extends Record> ResponseEntity<Map<String, Object>> ask(
            TaskType<I, ?> type, I input, UUID tenant, @Nullable UUID user, Duration wait) {
        long begun = System.nanoTime();
        TaskId mine = TaskId.random();
        String question = AnswerCache.questionOf(type, tenant, user, input);
        boolean shares = user != null && !settings.backgroundInference();
        Shared shared = shares ? cache.taskFor(type, question, mine) : new Shared(mine, null);
        Optional<TaskSnapshot> end = Optional.ofNullable(shared.end());
        if (end.isEmpty() && !shared.task().equals(mine)) {
            end = awaitOther(shared.task(), question, wait);
        }
        TaskQueue queue = new TaskQueue(type.queue());
        TaskRequest request = TaskRequest.of(mine, type.name(), ArgumentBinder.toKwargs(input));
        // Nobody is sent away with another's task.
        if (end.isEmpty()) {
            send(queue, request, question);
            Duration left = wait.minusNanos(System.nanoTime() - begun);
            end = settings.backgroundInference() ? Optional.empty() : results.awaitEnd(mine, left);
        }
        if (end.isEmpty()) {
            publisher.keep(queue, List.of(request));
            tasks.add(mine, tenant, user);
        }
        log.info("Request completed in {}s", String.format(Locale.ROOT, "%.3f", (System.nanoTime() - begun) / NANOS));
        return answer(mine, user, end);
    }

    // Whoever claimed the question may have died before sending it: then time is left to ask it, and the next one need
    // not wait.
    private Optional<TaskSnapshot> awaitOther(TaskId other, String question, Duration wait) {
        Duration half = wait.dividedBy(2);
        Optional<TaskSnapshot> end = results.awaitEnd(other, half);
        if (end.isPresent()) {
            return end;
        }
        if (results.read(List.of(other)).isEmpty()) {
            cache.release(question, other);
            return Optional.empty();
        }
        return results.awaitEnd(other, half);
    }

    private void send(TaskQueue queue, TaskRequest request, String question) {
        try {
            publisher.publish(queue, List.of(request));
        } catch (RuntimeException e) {
            cache.release(question, request.id());
            throw e;
        }
    }

    /** Answers likewise for a task that was asked before. */
    ResponseEntity<Map<String, Object>> follow(String task, UUID tenant, Duration wait) {
        PredictionTasks.Asked asked = tasks.find(tenant, task)
                .orElseThrow(() -> ProblemType.PREDICTION_NOT_FOUND.because("there is no prediction " + task));
        TaskId id = new TaskId(task);
        Optional<TaskSnapshot> end = results.awaitEnd(id, wait);
        if (end.isEmpty()
                && results.read(List.of(id)).isEmpty()
                && (asked.isOld() || results.anyExpired(List.of(id)))) {
            throw ProblemType.RESULTS_EXPIRED.because("the prediction " + task + " is no longer kept");
        }
        return answer(id, asked.user(), end);
    }

    private static ResponseEntity<Map<String, Object>> answer(
            TaskId id, @Nullable UUID user, Optional<TaskSnapshot> end) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (end.isEmpty()) {
            String url = "/api/v1/predictions/tasks/" + id;
            body.put("task_id", id.value());
            body.put("status", "pending");
            body.put("poll_url", url);
            return ResponseEntity.accepted()
                    .location(URI.create(url))
                    .header(HttpHeaders.RETRY_AFTER, "1")
                    .body(body);
        }
        if (user != null) {
            body.put("user_id", user);
        }
        if (end.get().dateDone() != null) {
            body.put("generated_at", end.get().dateDone());
        }
        if (!(end.get().result() instanceof Map<?, ?> found)) {
            throw failed(end.get().failure());
        }
        found.forEach((name, value) -> body.put(String.valueOf(name), value));
        return ResponseEntity.ok(body);
    }

    private static ProblemException failed(@Nullable TaskFailure failure) {
        if (failure != null && failure.isRefusal()) {
            return ProblemType.INVALID_FEATURES.because(failure.message());
        }
        return failure != null && TIMEOUTS.contains(failure.type())
                ? ProblemType.PREDICTION_TIMEOUT.because("the inference took too long and was ended")
                : ProblemType.PREDICTION_FAILED.because("the prediction failed; operators find why under its id");
    }
}

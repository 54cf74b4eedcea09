package dev.baton.api;

import dev.baton.internal.answer.SharedAnswers;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.mood.MoodPredictions;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.Prediction;
import dev.baton.mood.PredictionType;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.core.AmqpAdmin;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
class CacheIT {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

    @TempDir
    private static Path folder;

    private static ApiFixture api;

    private final UUID user = UUID.randomUUID();

    @BeforeAll
    static void start() {
        api = new ApiFixture(folder, Map.of("baton.cache.ttl", "300s"), fixture -> {});
    }

    @AfterAll
    static void stop() {
        if (api != null) {
            api.close();
        }
    }

    @BeforeEach
    void aCheckInAndAVersion() {
        api.reset();
        modelsAre("v1");
        checkIn(7);
    }

    private static void modelsAre(String version) {
        // The client of the result store opens its connections anew after a cut.
        Patience.await().ignoreExceptions().until(() -> {
            api.bean(SharedAnswers.class).noteVersion(MoodTasks.PREDICT.name(), version);
            return true;
        });
    }

    private String checkIn(double hours) {
        return api.postJson(
                        "/api/v1/check-ins",
                        "{\"user_id\": \"%s\", \"checkin_date\": \"%s\", \"sleep_data\": {\"hoursSlept\": %s}}"
                                .formatted(user, DAY, hours))
                .hasStatus(201)
                .header("Location");
    }

    private CompletableFuture<Answer> ask() {
        return ask(user, "");
    }

    private static CompletableFuture<Answer> ask(UUID of, String query) {
        return api.getLater("/api/v1/predictions/" + of + query, "Prefer", "wait=20");
    }

    private static TaskRequest taken() {
        return api.worker.take(MoodTasks.QUEUE);
    }

    private static void answer(String version, boolean complete) {
        List<Prediction> none = List.of(Prediction.none(PredictionType.RELAPSE_RISK, "x", version));
        api.worker.endPure(
                taken(), new TaskOutcome.Succeeded(new MoodPredictions(3, DAY, version, complete, none, null)));
    }

    /** Asks, and has a worker answer: so it was no answer of before. */
    private void isAskedAnew() {
        CompletableFuture<Answer> asked = ask();
        answer("v1", true);
        asked.join().hasStatus(200);
    }

    private static long waiting() {
        return api.bean(AmqpAdmin.class).getQueueInfo(MoodTasks.QUEUE).getMessageCount();
    }

    @Test
    void theSameQuestionIsAnsweredWithoutAWorker() {
        isAskedAnew();

        Answer again = ask().join().hasStatus(200);

        assertThat(again.at("/user_id")).isEqualTo(user.toString());
        assertThat(again.at("/version")).isEqualTo("v1");
        assertThat(waiting()).isZero();
    }

    @Test
    void manyWhoAskAtOnceShareOneTask() {
        List<CompletableFuture<Answer>> all =
                IntStream.range(0, 8).mapToObj(client -> ask()).toList();
        answer("v1", true);

        assertThat(all).allSatisfy(one -> one.join().hasStatus(200));
        assertThat(waiting()).isZero();
    }

    @Test
    void aNewCheckInAndADeletedOneAskAnew() {
        isAskedAnew();
        String added = checkIn(3);
        isAskedAnew();
        ask().join().hasStatus(200);
        api.delete(added).hasStatus(204);

        // As before it was added.
        ask().join().hasStatus(200);
        assertThat(waiting()).isZero();
    }

    @Test
    void otherWindowsTypesAndUsersAreOtherQuestions() {
        isAskedAnew();
        for (String query : List.of("?window_days=4", "?types=relapse_risk", "?limit_checkins=1")) {
            CompletableFuture<Answer> asked = ask(user, query);
            answer("v1", true);
            asked.join().hasStatus(200);
        }
        CompletableFuture<Answer> other = ask(UUID.randomUUID(), "");
        answer("v1", true);
        other.join().hasStatus(200);
    }

    @Test
    void answersOfEarlierModelsAreNotGivenAgain() {
        isAskedAnew();
        modelsAre("v2");

        CompletableFuture<Answer> asked = ask();
        answer("v2", true);

        assertThat(asked.join().hasStatus(200).at("/version")).isEqualTo("v2");
        assertThat(ask().join().hasStatus(200).at("/version")).isEqualTo("v2");
    }

    @Test
    void whatFailedOrWasCutShortIsNotGivenAgain() {
        CompletableFuture<Answer> failed = ask();
        api.worker.endPure(taken(), new TaskOutcome.GivenUp(TaskFailure.unexpected(new IllegalStateException("no"))));
        failed.join().isProblem(502, "prediction-failed");
        CompletableFuture<Answer> cut = ask();
        answer("v1", false);
        cut.join().hasStatus(200);

        isAskedAnew();
    }

    @Test
    void whoeverNeverSentATaskHoldsNobodyUp() {
        api.broker.cut();
        ask().join().isProblem(503, "queue-unavailable");
        api.broker.restore();

        isAskedAnew();
    }

    @Test
    void whoeverDiedBeforeSendingLeavesTheNextOneTimeToAsk() {
        CompletableFuture<Answer> first = ask();
        TaskRequest unknown = taken();
        // As if it had never been sent.
        api.bean(ResultStore.class).forget(List.of(unknown.id()));

        CompletableFuture<Answer> next = api.getLater("/api/v1/predictions/" + user, "Prefer", "wait=4");
        answer("v1", true);

        next.join().hasStatus(200);
        api.worker.endPure(unknown, new TaskOutcome.GivenUp(new TaskFailure("ValueError", "late", "builtins", "at")));
        first.join().isProblem(502, "prediction-failed");
    }

    @Test
    void withoutRedisEverybodyAsksAnewUntilItIsBack() {
        isAskedAnew();
        api.redis.cut();
        CompletableFuture<Answer> asked = ask();
        TaskRequest task = taken();
        // As a worker does while Redis is away.
        api.bean(FinishedTasks.class)
                .finish(
                        task.id(),
                        () -> new TaskOutcome.Succeeded(new MoodPredictions(3, DAY, "v1", true, List.of(), null)));
        asked.join().hasStatus(200);
        api.redis.restore();
        modelsAre("v1");

        Patience.await().ignoreExceptions().untilAsserted(() -> {
            Answer cached = api.get("/api/v1/predictions/" + user, "Prefer", "wait=0");
            assertThat(cached.status()).isEqualTo(200);
        });
    }
}

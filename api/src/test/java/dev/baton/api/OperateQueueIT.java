package dev.baton.api;

import dev.baton.deadletter.Death;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.deadletter.DeadLetterLedger;
import dev.baton.internal.deadletter.KeptLetter;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.periodic.Ticks;
import dev.baton.periodic.Call;
import dev.baton.periodic.PeriodicTask;
import dev.baton.periodic.Timing;
import dev.baton.photo.PhotoTasks;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.testing.RequiresServices;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators see of the queue, and do to it. */
@RequiresServices
@ExtendWith(RunningApi.class)
class OperateQueueIT {
    private static final String LETTERS = "/api/v1/operate/dead-letters";
    private static final String PERIODIC = "/api/v1/operate/periodic-tasks";

    private final ApiFixture api;

    OperateQueueIT(ApiFixture api) {
        this.api = api;
    }

    @Test
    void deadLetterIsListedShownAndSentAgainAsNew() {
        TaskId id = failed();
        UUID letter = keep(id, "given_up");
        keep(TaskId.random(), "malformed");

        Answer page = api.get(LETTERS + "?reason=given_up&queue=photo").hasStatus(200);
        assertThat(page.json().at("/total").asInt()).isEqualTo(1);
        assertThat(page.at("/dead_letters/0/task_id")).isEqualTo(id.value());
        assertThat(page.at("/dead_letters/0/task")).isEqualTo("photo.analyze");
        assertThat(page.at("/dead_letters/0/origin")).isEqualTo("gen1@host");
        assertThat(page.json().at("/dead_letters/0").has("message")).isFalse();
        Answer shown = api.get(LETTERS + "/" + letter).hasStatus(200);
        assertThat(shown.at("/message/body")).isEqualTo("[[], {}, null]");
        assertThat(shown.at("/message/headers/x-baton-reason")).isEqualTo("no worker finished it");
        assertThat(shown.at("/history/0/detail")).isEqualTo("no worker finished it");

        post(LETTERS + "/" + letter + "/resend").hasStatus(200);

        Message sent = api.bean(RabbitTemplate.class).receive(PhotoTasks.QUEUE, 10_000);
        assertThat(sent.getMessageProperties().getHeaders())
                .containsEntry("retries", 0)
                .containsEntry("id", id.value())
                .doesNotContainKeys("x-baton-reason", "x-death", "x-delivery-count");
        assertThat(api.bean(FinishedTasks.class).find(id)).isEmpty();
        api.get(LETTERS + "?reason=given_up").hasStatus(200);
        assertThat(api.get(LETTERS + "?reason=given_up").json().at("/total").asInt())
                .isZero();
        post(LETTERS + "/" + letter + "/resend").isProblem(404, "dead-letter-not-found");
    }

    @Test
    void deadLettersArePurgedOneByOneOrByReason() {
        UUID one = keep(TaskId.random(), "rejected");
        keep(TaskId.random(), "rejected");
        keep(TaskId.random(), "rejected");

        api.delete(LETTERS + "/" + one).hasStatus(204);
        api.delete(LETTERS + "/" + one).isProblem(404, "dead-letter-not-found");

        assertThat(api.delete(LETTERS + "?reason=rejected").json().at("/purged").asInt())
                .isEqualTo(2);
    }

    @Test
    void letterThatTheBrokerDoesNotTakeStaysAndCanBeSentLater() {
        TaskId id = failed();
        UUID letter = keep(id, "delivery_limit");
        api.broker.cut();
        post(LETTERS + "/" + letter + "/resend").isProblem(503, "queue-unavailable");
        api.broker.restore();

        assertThat(api.get(LETTERS + "?reason=delivery_limit")
                        .json()
                        .at("/total")
                        .asInt())
                .isEqualTo(1);
        post(LETTERS + "/resend?reason=delivery_limit").hasStatus(200);

        assertThat(api.bean(RabbitTemplate.class).receive(PhotoTasks.QUEUE, 10_000))
                .isNotNull();
    }

    @Test
    void wrongParametersAreProblems() {
        api.get(LETTERS + "?limit=0").isProblem(400, "invalid-parameter");
        api.delete(LETTERS + "?reason=bogus").isProblem(400, "invalid-parameter");
        api.get(LETTERS + "/nonsense").isProblem(400, "invalid-parameter");
        api.get(LETTERS + "/" + UUID.randomUUID()).isProblem(404, "dead-letter-not-found");
        api.get(PERIODIC + "/none").isProblem(404, "periodic-task-not-found");
        post(PERIODIC + "/none/run").isProblem(404, "periodic-task-not-found");
    }

    @Test
    void periodicTaskIsListedPausedResumedAndRunNow() {
        Call call = Call.of("photo.nothing", PhotoTasks.QUEUE, Map.of("n", 1));
        api.bean(Ticks.class)
                .register(PeriodicTask.of("hourly", Timing.every(Duration.ofHours(1)), call), Instant.now());

        assertThat(api.get(PERIODIC).at("/periodic_tasks/0/timing")).isEqualTo("every PT1H");
        assertThat(post(PERIODIC + "/hourly/pause").json().at("/paused").asBoolean())
                .isTrue();
        assertThat(post(PERIODIC + "/hourly/resume").json().at("/paused").asBoolean())
                .isFalse();
        String id = post(PERIODIC + "/hourly/run").hasStatus(200).at("/task_id");

        Message sent = api.bean(RabbitTemplate.class).receive(PhotoTasks.QUEUE, 10_000);
        assertThat(sent.getMessageProperties().getHeaders()).containsEntry("id", id);
        assertThat(api.get(PERIODIC + "/hourly").at("/last_task_id")).isEqualTo(id);
    }

    private Answer post(String path) {
        return api.send("POST", path, BodyPublishers.noBody());
    }

    private TaskId failed() {
        TaskId id = TaskId.random();
        api.bean(FinishedTasks.class).finish(id, () -> new TaskOutcome.GivenUp(TaskFailure.refusal("X", "x")));
        return id;
    }

    private UUID keep(TaskId id, String reason) {
        Map<String, Object> headers = Map.of(
                "id",
                id.value(),
                "task",
                "photo.analyze",
                "origin",
                "gen1@host",
                "retries",
                2,
                "x-baton-reason",
                "no worker finished it");
        CeleryMessage message = new CeleryMessage(
                headers,
                "[[], {}, null]".getBytes(StandardCharsets.UTF_8),
                "application/json",
                "utf-8",
                id.value(),
                null,
                0,
                null);
        Death death = new Death(Instant.now(), reason, "no worker finished it");
        KeptLetter letter = KeptLetter.of(PhotoTasks.QUEUE, id, "photo.analyze", death, message);
        api.bean(DeadLetterLedger.class).keep(letter);
        return letter.id();
    }
}

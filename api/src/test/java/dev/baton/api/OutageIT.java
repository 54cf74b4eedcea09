package dev.baton.api;

import dev.baton.photo.PhotoTasks;
import dev.baton.task.TaskState;
import dev.baton.testing.BrokerQueue;
import dev.baton.testing.Pictures;
import dev.baton.testing.RequiresServices;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** While a service is down a client is told so, nothing stays half-done, and repeating the request mends it. */
@RequiresServices
@ExtendWith(RunningApi.class)
class OutageIT {
    private static final String PHOTOS = "/api/v1/photos";

    private final ApiFixture api;

    OutageIT(ApiFixture api) {
        this.api = api;
    }

    @AfterEach
    void repairDatabase() {
        api.database.restore();
        await().ignoreExceptions()
                .until(() ->
                        api.jdbc().sql("drop trigger if exists broken on job").update() >= 0);
    }

    @Test
    void withoutABrokerNothingIsKeptAndTheKeyStaysFree() {
        api.broker.cut();
        Answer refused = upload().isProblem(503, "queue-unavailable");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        nothingIsKept();

        api.broker.restore();
        accepted();

        assertThat(api.messages()).isEqualTo(1);
        assertThat(api.files()).hasSize(1);
    }

    /** As an operator's mistake leaves it, or a broker that lost its disk behind a connection that holds. */
    @Test
    void aQueueThatIsGoneIsDeclaredAgainAsWorkersDeclareIt() {
        accepted();
        BrokerQueue queue = api.services.queue(PhotoTasks.QUEUE);
        BrokerQueue dead = api.services.queue(PhotoTasks.QUEUE + ".dead");
        queue.delete();
        dead.delete();

        api.post(PHOTOS, form()).hasStatus(202);

        assertThat(api.messages()).isEqualTo(1);
        await().until(() -> queue.metadata().contains("\"policy\":\"baton-photo\""));
        assertThat(queue.metadata()).contains("\"type\":\"quorum\"");
        assertThat(dead.metadata()).contains("\"type\":\"quorum\"");
    }

    @Test
    void tasksWhosePublishWasNotConfirmedHaveNoEffects() {
        accepted();
        api.reset();

        api.broker.swallowAnswers();
        upload().isProblem(503, "queue-unavailable");
        nothingIsKept();
        api.broker.restore();

        // The broker had kept the task all the same: a worker runs it, and finds that it was withdrawn.
        assertThat(api.worker.analyse(api.worker.take(), "7").state()).isEqualTo(TaskState.REVOKED);
        assertThat(api.count("photo")).isZero();
        accepted();
        assertThat(api.worker.analyse(api.worker.take(), "7").state()).isEqualTo(TaskState.SUCCESS);
        assertThat(api.count("photo")).isEqualTo(1);
    }

    @Test
    void effectsOfATaskThatRanBeforeItsWithdrawalAreUndone() {
        Answer first = upload().hasStatus(202);
        api.worker.analyse(api.worker.take(), "7");
        // As if the API had died before it could note that the task was sent and the job accepted.
        api.jdbc().sql("update job set accepted_at = null").update();
        assertThat(api.count("photo")).isEqualTo(1);

        failOn("update");
        upload().isProblem(503, "database-unavailable");

        nothingIsKept();
        api.get("/api/v1/jobs/" + first.at("/job_id")).isProblem(404, "job-not-found");
    }

    @Test
    void aBrokerThatHasFallenSilentHoldsNoRequestForLong() {
        api.broker.swallowAnswers();
        List<CompletableFuture<Answer>> uploads =
                Stream.generate(() -> api.postLater(PHOTOS, form())).limit(4).toList();

        uploads.forEach(upload -> assertThat(
                        upload.orTimeout(20, TimeUnit.SECONDS).join().status())
                .isEqualTo(503));

        nothingIsKept();
    }

    @Test
    void aFullQueueRefuses() {
        String policy = "/api/policies/" + api.services.virtualHost() + "/full";
        api.services.manage("PUT", policy, """
                {"pattern": "^photo$", "priority": 9, "apply-to": "queues",
                 "definition": {"max-length": 1, "overflow": "reject-publish"}}""");
        try {
            await().until(() -> api.post(PHOTOS, form()).status() == 503);
        } finally {
            api.services.manage("DELETE", policy, "");
        }
        assertThat(api.count("job")).isEqualTo(api.count("job where accepted_at is not null"));
        assertThat(api.files()).hasSize((int) api.count("job_item"));
    }

    @Test
    void withoutStorageNothingIsKept() throws IOException {
        Files.writeString(api.photos(), "a file where the folder should be");

        upload().isProblem(503, "storage-unavailable");

        assertThat(api.messages()).isZero();
        assertThat(api.count("job")).isZero();
        // What a store that is away may hold is deleted when it is back.
        assertThat(api.count("unwanted_photo")).isOne();
        Files.delete(api.photos());
        accepted();
    }

    @Test
    void withoutADatabaseNothingIsPublished() {
        api.database.cut();
        upload().isProblem(503, "database-unavailable");
        api.get(PHOTOS).isProblem(503, "database-unavailable");
        api.database.restore();

        assertThat(api.messages()).isZero();
        assertThat(api.files()).isEmpty();
        accepted();
    }

    @Test
    void aJobThatCouldNotBeAcceptedIsWithdrawn() {
        failOn("update");

        upload().isProblem(503, "database-unavailable");

        nothingIsKept();
        assertThat(api.worker.analyse(api.worker.take(), "7").state()).isEqualTo(TaskState.REVOKED);
    }

    @Test
    void aJobThatCouldNotEvenBeWithdrawnIsFinishedByItsRepetition() {
        failOn("update or delete");
        upload().isProblem(503, "database-unavailable");
        String task = api.worker.take().id().value();
        api.jdbc().sql("drop trigger broken on job").update();

        Answer second = accepted();

        assertThat(second.at("/photos/0/task_id")).isEqualTo(task);
        assertThat(api.worker.take().id().value()).isEqualTo(task);
        assertThat(api.count("job")).isEqualTo(1);
    }

    // As a database that shuts down answers; only the job's acceptance and withdrawal meet it.
    private void failOn(String events) {
        api.jdbc().sql("""
                        create or replace function fail() returns trigger language plpgsql as
                        $$ begin raise exception 'down' using errcode = '57P01'; end $$""").update();
        api.jdbc()
                .sql("create trigger broken before " + events + " on job for each row execute function fail()")
                .update();
    }

    private void nothingIsKept() {
        assertThat(api.count("job") + api.count("job_item") + api.count("photo"))
                .isZero();
        assertThat(api.files()).isEmpty();
    }

    private Answer accepted() {
        // A pool may need a moment to notice that a service is back.
        return await().until(this::upload, answer -> answer.status() == 202);
    }

    private Answer upload() {
        return api.post(PHOTOS, form(), "Idempotency-Key", "again");
    }

    private static MultipartBody form() {
        return new MultipartBody().photo("a.png", Pictures.png(64, 48));
    }
}

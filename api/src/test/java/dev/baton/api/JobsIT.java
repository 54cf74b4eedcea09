package dev.baton.api;

import dev.baton.internal.result.ResultStore;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.Pictures;
import dev.baton.testing.RequiresServices;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RedissonClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
@ExtendWith(RunningApi.class)
class JobsIT {
    /** More than would be answered, if each waited for Redis, as long as the test is patient. */
    private static final int MANY = 30;

    private final ApiFixture api;

    JobsIT(ApiFixture api) {
        this.api = api;
    }

    @Test
    void aJobIsFollowedFromItsBeginningToItsEnd() {
        String url = upload(3);
        JsonNode pending = job(url, "pending", 0);
        assertThat(pending.at("/results/0/status").asString()).isEqualTo("pending");
        assertThat(pending.has("completed_at")).isFalse();
        TaskRequest first = api.worker.take();
        api.worker.start(first);
        assertThat(job(url, "processing", 0).at("/results/0/status").asString()).isEqualTo("processing");

        api.worker.analyse(first, "101");
        assertThat(job(url, "processing", 1).at("/progress").asDouble()).isBetween(0.33, 0.34);
        api.worker.fail(api.worker.take(), TaskFailure.refusal("UnreadablePhoto", "the JPEG has no pixels"));
        api.worker.fail(api.worker.take(), TaskFailure.unexpected(new IllegalStateException("secret.Inside")));

        Answer ended = api.get(url).hasStatus(200);
        JsonNode job = job(url, "completed", 3);
        assertThat(ended.header("Retry-After")).isEmpty();
        assertThat(job.at("/failed_items").asInt()).isEqualTo(2);
        assertThat(job.at("/progress").asDouble()).isEqualTo(1);
        assertThat(job.at("/completed_at").asString()).startsWith("20");
        assertThat(job.at("/results/0/bibs/0/number").asString()).isEqualTo("101");
        assertThat(job.at("/results/0/image/width").asInt()).isEqualTo(640);
        assertThat(job.at("/results/1/status").asString()).isEqualTo("failed");
        assertThat(job.at("/results/1/error/type").asString()).endsWith("/task-refused");
        assertThat(job.at("/results/1/error/detail").asString()).isEqualTo("the JPEG has no pixels");
        assertThat(job.at("/results/2/error/type").asString()).endsWith("/task-failed");
        assertThat(ended.revealsNothing().text()).doesNotContain("secret", "IllegalState");
    }

    @Test
    void aJobWithoutASuccessHasFailed() {
        String url = upload(2);
        api.worker.fail(api.worker.take(), TaskFailure.refusal("UnreadablePhoto", "no"));
        api.worker.fail(api.worker.take(), TaskFailure.refusal("UnreadablePhoto", "no"));

        JsonNode job = job(url, "failed", 2);

        assertThat(job.at("/failed_items").asInt()).isEqualTo(2);
    }

    @Test
    void aJobOfWhichATaskWasRevokedIsCancelled() {
        String url = upload(2);
        api.worker.fail(api.worker.take(), TaskFailure.refusal("UnreadablePhoto", "no"));
        api.worker.end(api.worker.take(), new TaskOutcome.Revoked("revoked"));

        JsonNode job = job(url, "cancelled", 2);

        assertThat(job.at("/failed_items").asInt()).isEqualTo(1);
        assertThat(job.at("/cancelled_items").asInt()).isEqualTo(1);
        assertThat(job.at("/results/1/status").asString()).isEqualTo("cancelled");
        assertThat(job.at("/results/1/error/type").asString()).endsWith("/task-revoked");
    }

    @Test
    void aJobThatHadEndedIsNotCancelled() {
        String url = upload(1);
        api.worker.analyse(api.worker.take(), "101");

        assertThat(api.delete(url).hasStatus(200).at("/status")).isEqualTo("completed");
    }

    @Test
    void deletedJobEndsAndItsTasksHaveNoEffectsButThoseThatHadEndedStay() {
        String url = upload(3);
        api.worker.analyse(api.worker.take(), "101");
        TaskRequest running = api.worker.take();
        api.worker.start(running);

        Answer deleted = api.delete(url).hasStatus(200);

        assertThat(deleted.at("/status")).isEqualTo("cancelled");
        JsonNode job = job(url, "cancelled", 3);
        assertThat(job.at("/cancelled_items").asInt()).isEqualTo(2);
        assertThat(job.at("/results/0/bibs/0/number").asString()).isEqualTo("101");
        assertThat(job.at("/results/1/error/type").asString()).endsWith("/task-revoked");
        assertThat(job.at("/results/2/error/type").asString()).endsWith("/task-revoked");
        assertThat(api.worker.analyse(running, "102").state()).isEqualTo(TaskState.REVOKED);
        api.delete("/api/v1/jobs/" + UUID.randomUUID()).hasStatus(404);
        // Nobody takes what is left of it.
        api.worker.take();
    }

    @Test
    void whatOnlyTheDatabaseKnowsIsTold() {
        String url = upload(1);
        api.worker.commit(api.worker.take(), "101");

        assertThat(job(url, "completed", 1).at("/results/0/bibs/0/number").asString())
                .isEqualTo("101");
    }

    @Test
    void waitingEndsAsSoonAsTheLastTaskDoes() {
        String url = upload(2);
        TaskRequest first = api.worker.take();
        TaskRequest second = api.worker.take();
        CompletableFuture<Answer> waiting = api.getLater(url + "?wait=60");

        api.worker.analyse(second, "2");
        assertThat(waiting).isNotDone();
        long end = System.nanoTime();
        api.worker.analyse(first, "1");

        assertThat(waiting.join().hasStatus(200).at("/status")).isEqualTo("completed");
        assertThat(Duration.ofNanos(System.nanoTime() - end)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void waitingEndsWhenTheTimeIsOver() {
        Answer answer = api.get(upload(1) + "?wait=1").hasStatus(200);

        assertThat(answer.at("/status")).isEqualTo("pending");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void withoutRedisJobsAreReadAndWaitedForInTheDatabase() {
        String url = upload(1);
        TaskRequest task = api.worker.take();
        api.redis.cut();
        CompletableFuture<Answer> waiting = api.getLater(url + "?wait=60");

        assertThat(job(url, "pending", 0).at("/total_items").asInt()).isEqualTo(1);
        api.worker.commit(task, "101");

        assertThat(waiting.join().hasStatus(200).at("/status")).isEqualTo("completed");
        assertThat(job(url, "completed", 1).at("/failed_items").asInt()).isZero();
    }

    @Test
    void nobodyWaitsForARedisThatOthersFoundSilent() {
        String url = upload(1);
        api.redis.hold();

        CompletableFuture<Void> reading =
                CompletableFuture.runAsync(() -> IntStream.range(0, MANY).forEach(time -> job(url, "pending", 0)));

        Patience.await().until(reading::isDone);
        reading.join();
    }

    @Test
    void unknownAndMalformedJobsAreRefused() {
        String url = upload(1);

        api.get("/api/v1/jobs/" + UUID.randomUUID()).isProblem(404, "job-not-found");
        api.get("/api/v1/jobs/17").isProblem(400, "invalid-parameter");
        api.get(url + "?wait=61").isProblem(400, "invalid-parameter");
        api.get(url + "?wait=-1").isProblem(400, "invalid-parameter");
        api.get(url + "?wait=soon").isProblem(400, "invalid-parameter");
    }

    @Test
    void anExpiredJobIsGone() {
        String url = upload(1);
        api.jdbc()
                .sql("update job set expires_at = now() - interval '1 second'")
                .update();

        api.get(url).isProblem(410, "job-expired");
    }

    @Test
    void aJobWhoseResultsHaveExpiredIsGoneAndNotPendingAgain() {
        String url = upload(1);
        TaskId id = new TaskId(api.jdbc()
                .sql("select task_id from job_item where ? like '%' || job_id")
                .param(url)
                .query(String.class)
                .single());
        ResultStore results = api.bean(ResultStore.class);
        results.save(TaskSnapshot.finished(id, new TaskOutcome.Succeeded(Map.of()), Instant.now()));
        api.get(url).hasStatus(200);

        api.bean(RedissonClient.class).getKeys().delete("celery-task-meta-" + id);

        api.get(url).isProblem(410, "results-expired");
    }

    @Test
    void jobsOfOtherTenantsAndThoseNotAcceptedAreUnknown() {
        String foreign = upload(1);
        UUID tenant = UUID.randomUUID();
        api.jdbc()
                .sql("insert into tenant (id, name) values (?, ?)")
                .params(tenant, tenant.toString())
                .update();
        api.jdbc().sql("update job set tenant_id = ?").params(tenant).update();
        api.get(foreign).isProblem(404, "job-not-found");

        String open = upload(1);
        api.jdbc().sql("update job set accepted_at = null").update();
        api.get(open).isProblem(404, "job-not-found");
    }

    private String upload(int photos) {
        MultipartBody form = new MultipartBody();
        for (int number = 1; number <= photos; number++) {
            form.photo(number + ".png", Pictures.png(64, 48));
        }
        return api.post("/api/v1/photos", form).hasStatus(202).at("/poll_url");
    }

    private JsonNode job(String url, String status, int processed) {
        Answer answer = api.get(url).hasStatus(200);
        assertThat(answer.at("/status")).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().at("/processed_items").asInt()).isEqualTo(processed);
        return answer.json();
    }
}

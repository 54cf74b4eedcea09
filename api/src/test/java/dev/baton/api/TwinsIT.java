package dev.baton.api;

import dev.baton.task.TaskState;
import dev.baton.testing.Pictures;
import dev.baton.testing.RequiresServices;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** Requests with one key that run into an outage at the same time agree on what became of them. */
@RequiresServices
@ExtendWith(RunningApi.class)
class TwinsIT {
    private final ApiFixture api;

    TwinsIT(ApiFixture api) {
        this.api = api;
    }

    @RepeatedTest(3)
    void whatIsAcceptedIsThereAndWhatIsNotLeavesNothing() {
        upload("before").join().hasStatus(202);
        api.reset();

        api.broker.swallowAnswers();
        List<CompletableFuture<Answer>> stuck =
                Stream.generate(() -> upload("key")).limit(4).toList();
        await().until(() -> api.count("job") == 1);
        api.broker.restore();
        List<CompletableFuture<Answer>> fresh =
                Stream.generate(() -> upload("key")).limit(4).toList();
        List<Answer> answers = Stream.concat(stuck.stream(), fresh.stream())
                .map(CompletableFuture::join)
                .toList();

        // Every yes names the one job that there is; where all were told no, nothing is left.
        List<String> jobs = answers.stream()
                .filter(answer -> answer.status() == 202)
                .map(answer -> answer.at("/job_id"))
                .distinct()
                .toList();
        assertThat(answers).allMatch(answer -> answer.status() == 202 || answer.status() == 503);
        assertThat(api.count("job")).isEqualTo(jobs.size()).isLessThan(2);
        assertThat(api.files()).hasSize(jobs.size());

        String job = upload("key").join().hasStatus(202).at("/job_id");
        assertThat(jobs).isSubsetOf(job);
        while (api.messages() > 0) {
            api.worker.analyse(api.worker.take(), "7");
        }
        assertThat(api.count("photo")).isEqualTo(1);
        assertThat(api.get("/api/v1/jobs/" + job).at("/status")).isEqualTo("completed");
    }

    @Test
    void theOneThatFailsJoinsTheOneThatWasAcceptedFirst() throws SQLException {
        openJob();
        try (Connection lock = lockJob()) {
            CompletableFuture<Answer> published = upload("key");
            awaitBlocked(1);
            api.broker.cut();
            CompletableFuture<Answer> failing = upload("key");
            awaitBlocked(2);
            lock.rollback();

            String job = published.join().hasStatus(202).at("/job_id");
            assertThat(failing.join().hasStatus(202).at("/job_id")).isEqualTo(job);
        }
        assertThat(api.count("job")).isEqualTo(1);
        assertThat(api.files()).hasSize(1);
    }

    @Test
    void theOneThatPublishedIsWithdrawnWithTheOneThatFailedFirst() throws SQLException {
        openJob();
        try (Connection lock = lockJob()) {
            api.broker.cut();
            CompletableFuture<Answer> failing = upload("key");
            awaitBlocked(1);
            api.broker.restore();
            CompletableFuture<Answer> published = upload("key");
            awaitBlocked(2);
            lock.rollback();

            failing.join().isProblem(503, "queue-unavailable");
            published.join().isProblem(503, "request-withdrawn");
        }
        assertThat(api.count("job")).isZero();
        assertThat(api.files()).isEmpty();
        assertThat(api.worker.analyse(api.worker.take(), "7").state()).isEqualTo(TaskState.REVOKED);
    }

    // A job that was begun and not accepted, as a crash leaves it.
    private void openJob() {
        upload("key").join().hasStatus(202);
        api.worker.take();
        api.jdbc().sql("update job set accepted_at = null").update();
    }

    // Whoever wants to accept or withdraw the job waits for this transaction, in the order of their coming.
    private Connection lockJob() throws SQLException {
        Connection connection = api.bean(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select * from job for update");
        }
        return connection;
    }

    private void awaitBlocked(long requests) {
        String waiting = "pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        await().until(() -> api.count(waiting) == requests);
    }

    private CompletableFuture<Answer> upload(String key) {
        MultipartBody form = new MultipartBody().photo("a.png", Pictures.png(64, 48));
        return api.postLater("/api/v1/photos", form, "Idempotency-Key", key);
    }
}

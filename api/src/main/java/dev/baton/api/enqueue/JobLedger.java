package dev.baton.api.enqueue;

import dev.baton.api.problem.ProblemType;
import dev.baton.photo.store.PhotoKeys;
import dev.baton.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The jobs in the database. Safe for use by many threads and processes. */
@Component
public final class JobLedger {
    private static final int MAX_ATTEMPTS = 5;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final JobSettings settings;

    JobLedger(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock, JobSettings settings) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.settings = settings;
    }

    /** Returns the job of {@code submission}: a new one, or the one that its idempotency key already stands for. */
    Job open(Submission<?> submission) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<Job> job = transaction.execute(status -> openOnce(submission));
            if (job.isPresent()) {
                return job.get();
            }
            // The job under this key was withdrawn between the two statements: the key is free again.
        }
        throw ProblemType.REQUEST_WITHDRAWN.because(
                "other requests with this Idempotency-Key keep failing at the same time; try again");
    }

    private Optional<Job> openOnce(Submission<?> submission) {
        Instant now = clock.instant();
        forgetExpiredKey(submission, now);
        Job job = newJob(submission, now);
        int inserted = jdbc.sql("""
                        insert into job (id, tenant_id, kind, idempotency_key, fingerprint, event_id, created_at,
                            expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (tenant_id, idempotency_key) do nothing""")
                .param(job.id())
                .param(submission.tenant())
                .param(job.kind().wireName())
                .param(submission.idempotencyKey())
                .param(job.fingerprint())
                .param(submission.eventId())
                .param(Timestamp.from(job.createdAt()))
                .param(Timestamp.from(job.expiresAt()))
                .update();
        if (inserted == 0) {
            return one("tenant_id = ? and idempotency_key = ?", submission.tenant(), submission.idempotencyKey());
        }
        insertItems(job);
        return Optional.of(job);
    }

    private void forgetExpiredKey(Submission<?> submission, Instant now) {
        jdbc.sql("update job set idempotency_key = null"
                        + " where tenant_id = ? and idempotency_key = ? and expires_at < ?")
                .param(submission.tenant())
                .param(submission.idempotencyKey())
                .param(Timestamp.from(now))
                .update();
    }

    private Job newJob(Submission<?> submission, Instant now) {
        List<JobItem> items = submission.photos().stream()
                .map(photo -> newItem(submission.tenant(), photo))
                .toList();
        return new Job(
                UUID.randomUUID(),
                submission.kind(),
                submission.fingerprint(),
                false,
                now,
                now.plus(settings.jobTtl()),
                items);
    }

    private static JobItem newItem(UUID tenant, NewPhoto photo) {
        UUID id = UUID.randomUUID();
        String key = PhotoKeys.of(tenant, id, photo.format());
        return new JobItem(id, TaskId.random(), photo.fileName(), photo.sha256(), key);
    }

    private void insertItems(Job job) {
        for (int position = 0; position < job.items().size(); position++) {
            JobItem item = job.items().get(position);
            jdbc.sql("""
                            insert into job_item (job_id, position, photo_id, task_id, file_name, sha256, store_key)
                            values (?, ?, ?, ?, ?, ?, ?)""")
                    .param(job.id())
                    .param(position)
                    .param(item.photoId())
                    .param(item.taskId().value())
                    .param(item.fileName())
                    .param(item.sha256())
                    .param(item.storeKey())
                    .update();
        }
    }

    /** Notes that the broker keeps all tasks of {@code job}. Returns false where the job has been withdrawn. */
    boolean accept(Job job) {
        return jdbc.sql("update job set accepted_at = now() where id = ?")
                        .param(job.id())
                        .update()
                == 1;
    }

    boolean isAccepted(Job job) {
        return one("id = ? and accepted_at is not null", job.id()).isPresent();
    }

    /** Returns an accepted job of {@code tenant}. */
    public Optional<Job> find(UUID tenant, UUID job) {
        return one("tenant_id = ? and id = ? and accepted_at is not null", tenant, job);
    }

    /** Returns the accepted job with which {@code tenant} uploaded {@code photo}; selfies are no photos. */
    public Optional<Job> findByPhoto(UUID tenant, UUID photo) {
        return one(
                "tenant_id = ? and kind = 'photos' and accepted_at is not null"
                        + " and id = (select job_id from job_item where photo_id = ?)",
                tenant,
                photo);
    }

    private Optional<Job> one(String condition, @Nullable Object... parameters) {
        return jdbc.sql("select * from job where " + condition)
                .params(Arrays.asList(parameters))
                .query(JobLedger::withoutItems)
                .optional()
                .map(job -> job.withItems(itemsOf(job.id())));
    }

    private static Job withoutItems(ResultSet row, int index) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                JobKind.named(row.getString("kind")),
                row.getString("fingerprint"),
                row.getTimestamp("accepted_at") != null,
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                List.of());
    }

    private List<JobItem> itemsOf(UUID job) {
        return jdbc.sql("select * from job_item where job_id = ? order by position")
                .param(job)
                .query(JobLedger::item)
                .list();
    }

    private static JobItem item(ResultSet row, int index) throws SQLException {
        return new JobItem(
                row.getObject("photo_id", UUID.class),
                new TaskId(row.getString("task_id")),
                row.getString("file_name"),
                row.getString("sha256"),
                row.getString("store_key"));
    }
}

package dev.baton.api.mood;

import dev.baton.client.Tasks;
import dev.baton.internal.ledger.SentAttempts;
import dev.baton.internal.result.ResultSettings;
import dev.baton.internal.result.ResultStore;
import dev.baton.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Predictions that took longer than their clients waited: whose they are, and so who may ask for them. */
@Component
final class PredictionTasks {
    private final JdbcClient jdbc;
    private final ResultStore results;
    private final Tasks tasks;
    private final SentAttempts sent;
    private final ResultSettings settings;

    PredictionTasks(JdbcClient jdbc, ResultStore results, Tasks tasks, SentAttempts sent, ResultSettings settings) {
        this.jdbc = jdbc;
        this.results = results;
        this.tasks = tasks;
        this.sent = sent;
        this.settings = settings;
    }

    /** Notes whose {@code id} is, for longer than its result is kept. */
    void add(TaskId id, UUID tenant, @Nullable UUID user) {
        jdbc.sql("""
                        with old as (delete from prediction_task where created_at < now() - interval '30 days')
                        insert into prediction_task (task_id, tenant_id, user_id) values (?, ?, ?)""").param(id.value()).param(tenant).param(user).update();
    }

    /** Returns whose {@code id} is. */
    Optional<Asked> find(UUID tenant, String id) {
        return jdbc.sql("select user_id, created_at < now() - ? * interval '1 second' as is_old from prediction_task"
                        + " where tenant_id = ? and task_id = ?")
                .params(settings.tombstoneTtl().toSeconds(), tenant, id)
                .query((row, number) -> new Asked(row.getObject("user_id", UUID.class), row.getBoolean("is_old")))
                .optional();
    }

    /** Forgets what was predicted of {@code user}, and has nothing come of what is under way. */
    void forgetResults(UUID tenant, UUID user) {
        List<TaskId> ids = of(tenant, user).stream().map(Kept::task).toList();
        if (ids.isEmpty()) {
            return;
        }
        results.forget(ids);
        // An end that stands is not replaced by a run that has not heard of it.
        tasks.revoke(ids);
        // Their messages hold what the user told.
        sent.forget(ids);
    }

    /** Returns the predictions of {@code user} that took longer than somebody waited, the first one first. */
    List<Kept> of(UUID tenant, UUID user) {
        return jdbc.sql(
                        "select task_id, created_at from prediction_task where tenant_id = ? and user_id = ? order by created_at, task_id")
                .param(tenant)
                .param(user)
                .query((row, number) -> new Kept(
                        new TaskId(row.getString("task_id")),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    /** A prediction that may be asked for. */
    record Kept(TaskId task, Instant askedAt) {}

    /**
     * Of whom a prediction is.
     *
     * @param user nobody where the check-ins came with the request
     * @param isOld whether it was asked for so long ago that nobody would know any more that it has ended
     */
    record Asked(@Nullable UUID user, boolean isOld) {}
}

package dev.baton.internal.queue;

import dev.baton.periodic.PeriodicTasks;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.RequiresServices;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What the ledger forgets. */
@RequiresServices
class CleaningIT {
    @Test
    void rowsOfLongAgoAreDeletedInBatchesAndNothingElseIs() {
        try (SampleFixture sample = new SampleFixture(properties -> {
            properties.put("baton.cleaning.batch", "2");
            properties.put("baton.worker.owed-results-interval", "1h");
            return properties;
        })) {
            JdbcClient jdbc = sample.bean(JdbcClient.class);
            fill(jdbc);

            TaskId id = sample.bean(PeriodicTasks.class).runNow("baton.clean").orElseThrow();

            assertThat(sample.await(id, TaskState.SUCCESS).result())
                    .isEqualTo(Map.of(
                            "rows",
                            Map.of(
                                    "finished_task",
                                    5,
                                    "scheduled_task",
                                    1,
                                    "redelivery",
                                    1,
                                    "chord",
                                    1,
                                    "gate_turn",
                                    1,
                                    "dead_letter",
                                    0)));
            assertThat(jdbc.sql("select task_id from scheduled_task order by 1")
                            .query(String.class)
                            .list())
                    .containsExactly("recent", "waits");
            assertThat(sample.count("chord where group_id in ('fresh', 'stuck')"))
                    .isEqualTo(2);
            assertThat(sample.count("finished_task where task_id in ('owed', 'young')"))
                    .isEqualTo(2);
        }
    }

    private static void fill(JdbcClient jdbc) {
        jdbc.sql("""
                        insert into finished_task (task_id, state, unannounced, finished_at)
                        select 'old' || n, 'REVOKED', false, now() - interval '31 days' from generate_series(1, 5) n
                        union all values ('owed', 'REVOKED', true, now() - interval '31 days'),
                            ('young', 'REVOKED', false, now() - interval '29 days')""").update();
        jdbc.sql("""
                        insert into scheduled_task (task_id, attempt, task, queue, due_at, sent_at, headers, body, priority)
                        values ('sent', 1, 't', 'q', now(), now() - interval '31 days', '{}', '', 0),
                            ('recent', 1, 't', 'q', now(), now() - interval '1 day', '{}', '', 0),
                            ('waits', 1, 't', 'q', now() + interval '1 day', null, '{}', '', 0)""").update();

        jdbc.sql("""
                        insert into chord (group_id, body, announced, since, ended_at)
                        values ('ended', '{}', true, now() - interval '40 days', now() - interval '31 days'),
                            ('fresh', '{}', true, now(), now()), ('stuck', '{}', true, now() - interval '40 days', null)""").update();
        jdbc.sql("""
                        insert into redelivery (task_id, attempt, count, last_at)
                        values ('old', 0, 1, now() - interval '31 days'), ('new', 0, 1, now())""").update();
        jdbc.sql("""
                        insert into gate_turn (gate, share, let_in_at)
                        values ('g', 'old', now() - interval '31 days'), ('g', 'new', now())""").update();
    }
}

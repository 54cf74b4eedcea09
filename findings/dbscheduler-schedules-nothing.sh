#!/usr/bin/env bash
# db-scheduler 16.12.0: to schedule an instance that exists already changes nothing, throws nothing and says so at debug level only, so a new
# time for a known task is lost.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
jars com.github.kagkarlsson:db-scheduler:16.12.0 org.hsqldb:hsqldb:2.7.4

cat >"$work/Twice.java" <<'JAVA'
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Instant;
import org.hsqldb.jdbc.JDBCDataSource;

class Twice {
    public static void main(String[] arguments) throws Exception {
        JDBCDataSource database = new JDBCDataSource();
        database.setUrl("jdbc:hsqldb:mem:finding");
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.execute("create table scheduled_tasks (task_name varchar(100), task_instance varchar(100), task_data blob,"
                    + " execution_time timestamp with time zone, picked boolean, picked_by varchar(50),"
                    + " last_success timestamp with time zone, last_failure timestamp with time zone, consecutive_failures int,"
                    + " last_heartbeat timestamp with time zone, version bigint, priority int, state varchar(50),"
                    + " primary key (task_name, task_instance))");
        }
        OneTimeTask<Void> mail = Tasks.oneTime("mail").execute((instance, context) -> {});
        SchedulerClient client = SchedulerClient.Builder.create(database, mail).build();
        Instant tomorrow = Instant.parse("2027-01-02T00:00:00Z");
        client.schedule(new TaskInstance<>("mail", "a"), tomorrow);
        client.schedule(new TaskInstance<>("mail", "a"), tomorrow.minusSeconds(3600));
        System.out.println("scheduled for " + tomorrow + ", then an hour earlier: " + time(client));
        if (!time(client).equals(tomorrow)) {
            throw new AssertionError("it does now");
        }
    }

    private static Instant time(SchedulerClient client) {
        return client.getScheduledExecutions().get(0).getExecutionTime();
    }
}
JAVA
java -cp "$work/jars/*" "$work/Twice.java" 2>&1 | grep -v -i slf4j

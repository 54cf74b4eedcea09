package dev.baton.internal.queue.periodic;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.baton.internal.periodic.Ticks;
import dev.baton.periodic.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has db-scheduler decide which node deals with which tick. What is due is counted in the ledger, not by the library, so that
 * a tick keeps its name, and with it the id of its task, whoever sends it and however late.
 */
final class PeriodicScheduler implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(PeriodicScheduler.class);
    private static final String TABLE = "periodic_execution";
    private static final String INSTANCE = "all";
    private static final int THREADS = 2;
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    private final List<PeriodicTask> definitions;
    private final Ticks ticks;
    private final PeriodicSettings settings;
    private final Clock clock;
    private final Scheduler scheduler;
    private volatile boolean running;

    PeriodicScheduler(Node node, List<PeriodicTask> definitions, Ticks ticks) {
        this.definitions = List.copyOf(definitions);
        this.ticks = ticks;
        this.settings = node.settings();
        this.clock = node.clock();
        this.scheduler = Scheduler.create(
                        node.database(),
                        definitions.stream().<Task<?>>map(this::taskOf).toList())
                .schedulerName(new SchedulerName.Fixed(node.name()))
                .tableName(TABLE)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(settings.lookInterval())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .threads(THREADS)
                .shutdownMaxWait(LONGEST_STOP)
                .clock(clock::instant)
                .build();
    }

    private Task<Void> taskOf(PeriodicTask definition) {
        return Tasks.custom(definition.name(), Void.class)
                .onFailure((failed, operations) -> tryAgain(definition, failed, operations))
                .onDeadExecution((dead, operations) -> operations.reschedule(dead, clock.instant()))
                .execute((instance, context) -> {
                    Instant next = ticks.sendDue(definition, settings.tolerance());
                    return (complete, operations) -> operations.reschedule(complete, next);
                });
    }

    private void tryAgain(PeriodicTask definition, ExecutionComplete failed, ExecutionOperations<Void> operations) {
        String cause = failed.getCause().map(String::valueOf).orElse("unknown");
        ticks.noteFailure(definition.name(), "not sent: " + cause, clock.instant());
        int failures = Math.min(failed.getExecution().consecutiveFailures, 5);
        Duration pause = FIRST_RETRY.multipliedBy(1L << failures);
        operations.reschedule(failed, clock.instant().plus(pause.compareTo(LAST_RETRY) < 0 ? pause : LAST_RETRY));
    }

    @Override
    public void start() {
        definitions.forEach(this::register);
        scheduler.start();
        running = true;
        log.info("Sending {} periodic tasks", definitions.size());
    }

    private void register(PeriodicTask definition) {
        Instant next = ticks.register(definition, clock.instant()).nextTick();
        try {
            scheduler.schedule(
                    new TaskInstance<>(definition.name(), INSTANCE), next, ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
        } catch (TaskInstanceCurrentlyExecutingException e) {
            log.debug(
                    "Another node deals with {} right now, and goes on with what is in the ledger", definition.name());
        }
    }

    @Override
    public void stop() {
        running = false;
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Where the scheduler runs. */
    record Node(String name, DataSource database, PeriodicSettings settings, Clock clock) {}
}

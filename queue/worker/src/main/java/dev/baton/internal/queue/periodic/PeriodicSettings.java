package dev.baton.internal.queue.periodic;

import dev.baton.internal.celery.Json;
import dev.baton.periodic.Call;
import dev.baton.periodic.CatchUp;
import dev.baton.periodic.PeriodicTask;
import dev.baton.periodic.Timing;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this worker sends periodic tasks.
 *
 * @param enabled take part in sending periodic tasks
 * @param lookInterval how often due ticks are looked for: the most that a tick is late
 * @param heartbeat the interval between heartbeats; a worker that misses four is dead, and another takes its ticks
 * @param tolerance how late a tick may be without counting as missed
 * @param tasks periodic tasks by name, beside those that are beans
 */
@ConfigurationProperties("baton.periodic")
record PeriodicSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration lookInterval,
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("60s") Duration tolerance,
        @DefaultValue Map<String, Definition> tasks) {

    PeriodicSettings {
        if (lookInterval.toMillis() < 1 || heartbeat.toMillis() < 1 || tolerance.isNegative()) {
            throw new IllegalArgumentException("baton.periodic needs look-interval and heartbeat > 0, tolerance >= 0");
        }
        tasks = Map.copyOf(tasks);
    }

    List<PeriodicTask> definitions() {
        return tasks.entrySet().stream()
                .map(one -> one.getValue().named(one.getKey()))
                .toList();
    }

    /**
     * One task in the configuration: with either {@code cron} or {@code every}.
     *
     * @param args a JSON array
     * @param kwargs a JSON object
     */
    record Definition(
            @Nullable String cron,
            @Nullable Duration every,
            @DefaultValue("UTC") ZoneId zone,
            String task,
            String queue,
            @DefaultValue("[]") String args,
            @DefaultValue("{}") String kwargs,
            @DefaultValue("0") int priority,
            @Nullable Duration expiresAfter,
            @DefaultValue("skip") CatchUp catchUp) {

        private PeriodicTask named(String name) {
            if ((cron == null) == (every == null)) {
                throw new IllegalArgumentException("baton.periodic.tasks." + name + " needs either cron or every");
            }
            Timing timing = every == null ? Timing.cron(String.valueOf(cron), zone) : Timing.every(every);
            Call call = new Call(
                    task,
                    queue,
                    List.of(Json.read(args, Object[].class)),
                    Json.readObject(kwargs),
                    priority,
                    expiresAfter);
            return new PeriodicTask(name, timing, call, catchUp);
        }
    }
}

package dev.baton.event;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this process tells Celery's monitors.
 *
 * @param tasks whether a worker tells of its tasks from the start, as Celery's {@code worker_send_task_events}
 * @param sent whether a client tells of the tasks it sends, as Celery's {@code task_send_sent_event}
 * @param heartbeat how often a worker tells that it is alive
 * @param buffer how many events may wait for the broker; then the oldest go
 */
@ConfigurationProperties("baton.events")
public record EventSettings(
        @DefaultValue("false") boolean tasks,
        @DefaultValue("false") boolean sent,
        @DefaultValue("2s") Duration heartbeat,
        @DefaultValue("10000") int buffer) {

    public EventSettings {
        if (heartbeat.isNegative() || heartbeat.isZero() || buffer < 1) {
            throw new IllegalArgumentException("baton.events needs heartbeat > 0 and buffer >= 1");
        }
    }
}

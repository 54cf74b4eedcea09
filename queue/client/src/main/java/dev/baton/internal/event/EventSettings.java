package dev.baton.internal.event;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this process tells Celery's monitors.
 *
 * @param tasks send task events from the start, as Celery's {@code worker_send_task_events}
 * @param sent send an event for each task sent, as Celery's {@code task_send_sent_event}
 * @param heartbeat the interval between a worker's heartbeats
 * @param buffer the most events that wait for the broker; beyond it the oldest are dropped
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

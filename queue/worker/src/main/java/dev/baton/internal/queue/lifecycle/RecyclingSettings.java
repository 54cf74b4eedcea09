package dev.baton.internal.queue.lifecycle;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * When a worker process exits to be replaced by a fresh one.
 *
 * @param maxTasks exit after so many tasks; 0 is never
 * @param maxTasksJitter add a random number of tasks up to this, so that workers do not exit together
 * @param maxMemory exit after the task that leaves the process with more memory than this
 */
@ConfigurationProperties("baton.worker")
record RecyclingSettings(
        @DefaultValue("0") int maxTasks,
        @DefaultValue("0") int maxTasksJitter,
        @Nullable DataSize maxMemory) {

    RecyclingSettings {
        if (maxTasks < 0 || maxTasksJitter < 0) {
            throw new IllegalArgumentException("baton.worker needs max-tasks >= 0 and max-tasks-jitter >= 0");
        }
        if (maxMemory != null && ResidentMemory.read().isEmpty()) {
            throw new IllegalArgumentException(
                    "baton.worker.max-memory: this system does not tell a process its memory");
        }
    }
}

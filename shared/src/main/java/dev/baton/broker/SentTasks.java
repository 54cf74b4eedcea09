package dev.baton.broker;

import dev.baton.task.TaskRequest;

/** Hears of each task that the broker has confirmed. */
@FunctionalInterface
interface SentTasks {
    void sent(TaskQueue queue, TaskRequest request);
}

package dev.baton.internal.result;

import dev.baton.task.TaskId;

/** Key layout of Celery's Redis backend. A key is also the name of the channel that announces it. */
public record ResultKeys(String prefix) {
    public String of(TaskId id) {
        return beforeId() + id.value();
    }

    /** What a task's key begins with. */
    public String beforeId() {
        return prefix + "celery-task-meta-";
    }

    String ofGroup(String id) {
        return prefix + "celery-taskset-meta-" + id;
    }

    /** Where it is noted that a task has ended, for longer than how. */
    String tombstoneOf(TaskId id) {
        return prefix + "baton-task-ended-" + id.value();
    }

    /** What is written only to see whether Redis takes it. */
    String probe() {
        return prefix + "baton-writable";
    }

    /** What is there as long as Redis has not lost its memory. */
    String memory() {
        return prefix + "baton-results";
    }
}

package dev.baton.result;

import dev.baton.task.TaskId;

/** Key layout of Celery's Redis backend. A key is also the name of the channel that announces it. */
record ResultKeys(String prefix) {
    String of(TaskId id) {
        return prefix + "celery-task-meta-" + id.value();
    }

    String ofGroup(String id) {
        return prefix + "celery-taskset-meta-" + id;
    }
}

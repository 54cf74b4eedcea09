package dev.baton.api.jobs;

import dev.baton.api.problem.ProblemType;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;

/** Why an item failed, in the terms of problems, though within a body: without anything that only operators need. */
record TaskProblem(String type, String title, String detail) {
    static TaskProblem of(TaskSnapshot snapshot) {
        TaskFailure failure = snapshot.failure();
        if (snapshot.state() == TaskState.REVOKED) {
            return of(ProblemType.TASK_REVOKED, "the task was not run, or its result was withdrawn");
        }
        return failure != null && failure.isRefusal()
                ? of(ProblemType.TASK_REFUSED, failure.message())
                : of(ProblemType.TASK_FAILED, "the task failed for a reason that operators find under its id");
    }

    private static TaskProblem of(ProblemType type, String detail) {
        return new TaskProblem(type.uri().toString(), type.title(), detail);
    }
}

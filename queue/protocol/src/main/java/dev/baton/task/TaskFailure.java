package dev.baton.task;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * Why a task failed, in the terms Celery clients read.
 *
 * @param type the exception's simple name
 * @param message for people; it holds no stack trace
 * @param module where the exception type lives
 * @param traceback for operators, or null where the failure is an expected refusal
 */
public record TaskFailure(
        String type,
        String message,
        String module,
        @Nullable String traceback) {
    private static final String REFUSAL_MODULE = "dev.baton";

    /** Returns an expected refusal, which needs no stack trace to be understood. */
    public static TaskFailure refusal(String type, String message) {
        return new TaskFailure(type, message, REFUSAL_MODULE, null);
    }

    /** Tells whether the task was refused for a reason that its client may be told and can mend. */
    public boolean isRefusal() {
        return traceback == null && module.equals(REFUSAL_MODULE);
    }

    /** Returns a failure that nobody expected, with its stack trace. */
    public static TaskFailure unexpected(Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new TaskFailure(
                cause.getClass().getSimpleName(), message, cause.getClass().getPackageName(), trace.toString());
    }
}

package dev.baton.internal.broker;

import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.util.concurrent.CompletionStage;

/**
 * Answers clients whose result backend is Celery's {@code rpc://}: they wait at a queue of their own, which each of their tasks names. Safe
 * for use by many threads.
 */
public interface RpcReplies {
    /**
     * Sends how {@code request} has {@code ended} to the queue that it names, if it names one. It never fails: the queue would not outlive
     * what keeps a reply from it. What depends on the end may run on a thread that must not be held up.
     */
    CompletionStage<Void> tell(TaskRequest request, TaskSnapshot ended);
}

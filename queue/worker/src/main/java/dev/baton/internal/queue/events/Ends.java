package dev.baton.internal.queue.events;

import dev.baton.internal.broker.RpcReplies;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.util.concurrent.CompletionStage;

/** Tells of the ends of tasks those who do not look into the result store: monitors, and clients who wait at a queue of their own. */
public final class Ends {
    private final WorkerEvents events;
    private final RpcReplies replies;

    Ends(WorkerEvents events, RpcReplies replies) {
        this.events = events;
        this.replies = replies;
    }

    /**
     * Tells that {@code request} has {@code ended}, now or in an earlier delivery. The stage never fails. It is done once a client that
     * waits at a reply queue has its reply.
     */
    public CompletionStage<Void> tell(TaskRequest request, TaskSnapshot ended) {
        events.ended(ended);
        return replies.tell(request, ended);
    }
}

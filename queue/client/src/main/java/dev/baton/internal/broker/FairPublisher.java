package dev.baton.internal.broker;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.ledger.Gate;
import dev.baton.internal.ledger.Gates;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.task.TaskRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shares a queue among tenants, so that one tenant's many tasks do not delay another's few. A limited number of tasks is on the queue
 * or runs at a time. The others wait in the database, and tenants take turns as tasks end. Safe for use by many threads.
 */
public final class FairPublisher {
    private final Gates gates;
    private final TaskPublisher publisher;
    private final MessageCodec codec;
    private final Clock clock;

    FairPublisher(Gates gates, TaskPublisher publisher, MessageCodec codec, Clock clock) {
        this.gates = gates;
        this.publisher = publisher;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * Keeps all {@code requests}, and returns once the broker has confirmed those that need not wait.
     *
     * @param share whose they are
     * @param window how many such tasks, of all shares together, may be on {@code queue} or run at a time
     * @throws UnconfirmedPublishException where any was not confirmed; the broker may then have some, but none waits
     */
    public void publish(TaskQueue queue, String share, int window, List<TaskRequest> requests) {
        Gate gate = new Gate("queue " + queue.name(), window, share);
        gates.admit(
                requests.stream().map(request -> waiting(queue, gate, request)).toList(), gate, this::send);
    }

    private ScheduledTask waiting(TaskQueue queue, Gate gate, TaskRequest request) {
        CeleryMessage message = codec.encode(request, clock.instant());
        Map<String, @Nullable Object> headers = new LinkedHashMap<>(message.headers());
        headers.put(CeleryMessage.GATE, gate.name());
        return new ScheduledTask(
                request.id(),
                request.conditions().retries(),
                request.task(),
                queue.name(),
                clock.instant(),
                message.withHeaders(headers));
    }

    private void send(List<ScheduledTask> letIn) {
        if (publisher.publishDue(letIn).sent().size() < letIn.size()) {
            throw new UnconfirmedPublishException("the broker did not confirm all messages");
        }
    }
}

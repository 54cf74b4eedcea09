package dev.baton.client;

import dev.baton.internal.broker.FairPublisher;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.broker.UnconfirmedPublishException;
import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.task.TaskCall;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Has calls published, those for one queue together. Safe for use by many threads. */
final class Sender {
    private final TaskPublisher publisher;
    private final FairPublisher fairPublisher;
    private final Clock clock;

    Sender(TaskPublisher publisher, FairPublisher fairPublisher, Clock clock) {
        this.publisher = publisher;
        this.fairPublisher = fairPublisher;
        this.clock = clock;
    }

    /** Sends {@code calls}, in their order, and returns the ids of their tasks. */
    List<TaskId> send(List<? extends TaskCall<?, ?>> calls) {
        return send(calls, batch -> {
            publisher.publish(batch.queue(), batch.requests());
            publisher.keep(batch.queue(), batch.recoverable());
        });
    }

    /** Sends {@code calls} as {@link FairPublisher} does, and returns the ids of their tasks. */
    List<TaskId> sendFairly(String share, int window, List<? extends TaskCall<?, ?>> calls) {
        return send(calls, batch -> fairPublisher.publish(batch.queue(), share, window, batch.requests()));
    }

    private List<TaskId> send(List<? extends TaskCall<?, ?>> calls, Consumer<Batch> way) {
        Instant now = clock.instant();
        List<TaskId> ids = new ArrayList<>();
        Map<TaskQueue, Batch> batches = new LinkedHashMap<>();
        for (TaskCall<?, ?> call : calls) {
            TaskRequest request = call.request(ArgumentBinder.toKwargs(call.input()), now);
            ids.add(request.id());
            Batch batch = batches.computeIfAbsent(new TaskQueue(call.queue()), Batch::new);
            batch.requests().add(request);
            if (call.isRecoverable()) {
                batch.recoverable().add(request);
            }
        }
        batches.values().forEach(batch -> send(batch, way));
        return ids;
    }

    private static void send(Batch batch, Consumer<Batch> way) {
        try {
            way.accept(batch);
        } catch (UnconfirmedPublishException | DataAccessException | TransactionException e) {
            throw unsent(batch.queue(), batch.requests(), e);
        }
    }

    private static UnsentTaskException unsent(TaskQueue queue, List<TaskRequest> requests, RuntimeException cause) {
        String tasks = requests.size() == 1 ? "task " + requests.get(0).id() : requests.size() + " tasks";
        return new UnsentTaskException(tasks + " to the queue " + queue.name(), cause);
    }

    /**
     * What one queue receives.
     *
     * @param recoverable those of the requests that are to be sent again should the broker lose them
     */
    private record Batch(TaskQueue queue, List<TaskRequest> requests, List<TaskRequest> recoverable) {
        Batch(TaskQueue queue) {
            this(queue, new ArrayList<>(), new ArrayList<>());
        }
    }
}

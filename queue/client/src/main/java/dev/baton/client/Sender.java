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
import java.util.function.BiConsumer;
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
        return send(calls, publisher::publish);
    }

    /** Sends {@code calls} as {@link FairPublisher} does, and returns the ids of their tasks. */
    List<TaskId> sendFairly(String share, int window, List<? extends TaskCall<?, ?>> calls) {
        return send(calls, (queue, requests) -> fairPublisher.publish(queue, share, window, requests));
    }

    private List<TaskId> send(List<? extends TaskCall<?, ?>> calls, BiConsumer<TaskQueue, List<TaskRequest>> way) {
        Instant now = clock.instant();
        List<TaskId> ids = new ArrayList<>();
        Map<TaskQueue, List<TaskRequest>> byQueue = new LinkedHashMap<>();
        for (TaskCall<?, ?> call : calls) {
            TaskRequest request = call.request(ArgumentBinder.toKwargs(call.input()), now);
            ids.add(request.id());
            byQueue.computeIfAbsent(new TaskQueue(call.queue()), queue -> new ArrayList<>())
                    .add(request);
        }
        byQueue.forEach((queue, requests) -> send(queue, requests, way));
        return ids;
    }

    private static void send(
            TaskQueue queue, List<TaskRequest> requests, BiConsumer<TaskQueue, List<TaskRequest>> way) {
        try {
            way.accept(queue, requests);
        } catch (UnconfirmedPublishException | DataAccessException | TransactionException e) {
            throw unsent(queue, requests, e);
        }
    }

    private static UnsentTaskException unsent(TaskQueue queue, List<TaskRequest> requests, RuntimeException cause) {
        String tasks = requests.size() == 1 ? "task " + requests.get(0).id() : requests.size() + " tasks";
        return new UnsentTaskException(tasks + " to the queue " + queue.name(), cause);
    }
}

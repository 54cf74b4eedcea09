package dev.baton.client;

import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.flow.Flows;
import dev.baton.task.TaskCall;
import dev.baton.task.TaskId;
import dev.baton.task.TaskType;
import dev.baton.workflow.Signature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Sends tasks and hears how they end: a bean of every application that has the library. Inputs and outputs have the types of the
 * {@link TaskType}. Workers may be Baton's or Celery's.
 *
 * <p>A method that sends returns once the broker has confirmed the tasks. They run whether or not the caller's transaction commits.
 * Delayed tasks and {@linkplain #start workflows} are kept in the database instead, as part of the caller's transaction.
 *
 * <p>The queue must exist. Its worker declares it, or an application that names it in {@code baton.broker.queues}.
 *
 * <p>Safe for use by many threads. Each method may block for a round trip to a service.
 */
public final class Tasks {
    private final Sender sender;
    private final Flows flows;
    private final RevokeTasks revocation;
    private final Ends ends;

    Tasks(Sender sender, Flows flows, RevokeTasks revocation, Ends ends) {
        this.sender = sender;
        this.flows = flows;
        this.revocation = revocation;
        this.ends = ends;
    }

    /**
     * Sends a task of {@code type}, to be run once, now.
     *
     * @throws UnsentTaskException where it was not confirmed
     */
    public <I extends Record, O extends @Nullable Object> TaskHandle<O> send(TaskType<I, O> type, I input) {
        return send(type.with(input));
    }

    /**
     * Sends {@code call}.
     *
     * @throws UnsentTaskException where it was not confirmed
     * @throws IllegalArgumentException where no queue can have the name of its queue
     */
    public <O extends @Nullable Object> TaskHandle<O> send(TaskCall<?, O> call) {
        return sendAll(List.of(call)).get(0);
    }

    /**
     * Sends all {@code calls} together, with one wait for all confirmations. Those for one queue are sent in their order.
     *
     * @return the handles, in the order of the calls
     * @throws UnsentTaskException where any was not confirmed; the broker may have the others
     * @throws IllegalArgumentException where no queue can have the name of one of their queues; then nothing is sent
     */
    public <O extends @Nullable Object> List<TaskHandle<O>> sendAll(Collection<? extends TaskCall<?, O>> calls) {
        List<TaskCall<?, O>> all = List.copyOf(calls);
        return handles(all, sender.send(all));
    }

    /**
     * Sends all {@code calls} so that a long batch of one share does not delay the tasks of another. Only {@code window} tasks may be on
     * the queue or run at a time. The others wait in the database. When one ends, the next is sent, from each share in turn.
     *
     * @param share whose tasks they are, for example a tenant's
     * @param window how many tasks, of all shares together, may be on a queue or run at a time
     * @return the handles, in the order of the calls
     * @throws UnsentTaskException where any was not confirmed; the broker may have some, and none waits
     * @throws IllegalArgumentException where no queue can have the name of one of their queues; then nothing is sent
     */
    public <O extends @Nullable Object> List<TaskHandle<O>> sendFairly(
            String share, int window, Collection<? extends TaskCall<?, O>> calls) {
        List<TaskCall<?, O>> all = List.copyOf(calls);
        return handles(all, sender.sendFairly(share, window, all));
    }

    private <O extends @Nullable Object> List<TaskHandle<O>> handles(List<TaskCall<?, O>> calls, List<TaskId> ids) {
        List<TaskHandle<O>> handles = new ArrayList<>();
        for (int index = 0; index < ids.size(); index++) {
            handles.add(handle(calls.get(index).type(), ids.get(index)));
        }
        return List.copyOf(handles);
    }

    /**
     * Sends {@code call}, and returns its output once the task has ended, as {@link TaskHandle#watch} does. It listens before it sends.
     *
     * @throws UnsentTaskException where it was not confirmed
     */
    public <O extends @Nullable Object> CompletableFuture<O> call(TaskCall<?, O> call) {
        TaskId id = call.newId();
        CompletableFuture<O> answer = handle(call.type(), id).watch();
        try {
            TaskHandle<O> unused = send(call.id(id));
            return answer;
        } catch (RuntimeException e) {
            answer.cancel(false);
            throw e;
        }
    }

    /** Returns the handle of a task of {@code type}, whoever sent it or will send it. It is not looked up. */
    public <O extends @Nullable Object> TaskHandle<O> handle(TaskType<?, O> type, TaskId id) {
        return new TaskHandle<>(type, id, ends, revocation);
    }

    /**
     * Starts {@code workflow}. It is kept in the database, as part of the caller's transaction where there is one. It is sent once that
     * commits, however long the broker is away.
     *
     * @param last the type of the task whose result is the workflow's: of a chain its last step, of a chord its body
     * @throws IllegalArgumentException where the workflow ends in a group, which has several results, or an option is not valid in Celery
     * @throws UnsentTaskException where the database did not keep it
     */
    public <O extends @Nullable Object> TaskHandle<O> start(Signature workflow, TaskType<?, O> last) {
        if (workflow.last() instanceof Signature.Group) {
            throw new IllegalArgumentException(
                    "a workflow that ends in a group has several results: startAll returns them");
        }
        return startAll(workflow, last).get(0);
    }

    /**
     * Starts {@code workflow} in the same way. Returns the handles of the tasks whose results are the workflow's: those of all members, in
     * their order, where it ends in a group, and otherwise one.
     *
     * @throws IllegalArgumentException where an option is not valid in Celery
     * @throws UnsentTaskException where the database did not keep it
     */
    public <O extends @Nullable Object> List<TaskHandle<O>> startAll(Signature workflow, TaskType<?, O> last) {
        try {
            return flows.start(workflow).tasks().stream()
                    .map(id -> handle(last, id))
                    .toList();
        } catch (DataAccessException | TransactionException e) {
            throw new UnsentTaskException("a workflow", e);
        }
    }

    /**
     * Revokes those of {@code ids} that have not ended, like {@link TaskHandle#revoke}, and returns how many. An id may be a group's.
     *
     * @throws DataAccessException where the database refuses; then nothing is revoked
     * @throws TransactionException where the database is away; then nothing is revoked
     */
    public int revoke(Collection<TaskId> ids) {
        return revocation.revoke(ids);
    }

    /**
     * Revokes the tasks that have the stamp {@code name} with {@code value}. Delayed tasks end at once; the others end when a worker
     * receives them.
     *
     * @return how many ended at once
     * @throws DataAccessException where the database refuses; then nothing is revoked
     * @throws TransactionException where the database is away; then nothing is revoked
     */
    public int revokeStamped(String name, String value) {
        return revocation.revokeStamped(Map.of(name, value));
    }
}

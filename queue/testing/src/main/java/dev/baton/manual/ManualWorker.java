package dev.baton.manual;

import dev.baton.client.Tasks;
import dev.baton.deadletter.DeadLetters;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.celery.OutputBinder;
import dev.baton.internal.ledger.Redeliveries;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.memory.InMemoryQueues;
import dev.baton.internal.memory.InMemoryTransactions;
import dev.baton.internal.queue.consume.DeadLetterListener;
import dev.baton.internal.queue.consume.Received;
import dev.baton.internal.queue.consume.TaskListener;
import dev.baton.internal.queue.schedule.Schedule;
import dev.baton.internal.queue.settle.HandedBackException;
import dev.baton.internal.result.ResultStore;
import dev.baton.task.TaskCall;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A worker for tests, without RabbitMQ, Redis and PostgreSQL. It runs handlers as a real worker does: retries, limits, transactions and
 * all. It does nothing by itself: {@link #step} runs the next message on the caller's thread, and time passes when the {@link #clock} is
 * told to go on. A retry waits as long as its policy allows. Events are left out. For use by one thread.
 */
public final class ManualWorker implements AutoCloseable {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Map<TaskId, InMemoryQueues.Queued> delivered = new HashMap<>();
    private final Set<String> taken;
    private final InMemoryQueues queues;
    private final Schedule schedule;
    private final TaskListener listener;
    private final MessageCodec codec;
    private final Chores chores;

    private ManualWorker(PlatformTransactionManager transactions, Consumer<ManualWorker> handlers) {
        context.registerBean(ManualClock.class, () -> clock);
        context.getBeanFactory().registerSingleton("transactions", transactions);
        handlers.accept(this);
        context.register(ManualWorkerConfiguration.class);
        context.refresh();
        // Waits for nothing that no other thread could bring back, as a worker that stops.
        context.publishEvent(new ContextClosedEvent(context));
        this.taken = context.getBeanProvider(TaskHandler.class).stream()
                .map(handler -> handler.type().queue())
                .collect(Collectors.toSet());
        this.queues = bean(InMemoryQueues.class);
        this.schedule = bean(Schedule.class);
        this.listener = bean(TaskListener.class);
        this.codec = bean(MessageCodec.class);
        this.chores = new Chores(context);
    }

    /** Returns a worker with {@code handlers}, which takes the messages on their queues. */
    public static ManualWorker of(TaskHandler<?, ?>... handlers) {
        return of(new InMemoryTransactions(), handlers);
    }

    /** Returns the same; tasks end in transactions of {@code transactions}: those of the database that the handlers' effects change. */
    public static ManualWorker of(PlatformTransactionManager transactions, TaskHandler<?, ?>... handlers) {
        return new ManualWorker(transactions, worker -> List.of(handlers).forEach(worker::add));
    }

    /** Returns a worker with the handlers that {@code makers} make of its {@link #tasks}: for those that send tasks themselves. */
    @SafeVarargs
    public static ManualWorker of(Function<Tasks, ? extends TaskHandler<?, ?>>... makers) {
        return of(new InMemoryTransactions(), makers);
    }

    /** Returns the same; tasks end in transactions of {@code transactions}. */
    @SafeVarargs
    public static ManualWorker of(
            PlatformTransactionManager transactions, Function<Tasks, ? extends TaskHandler<?, ?>>... makers) {
        return new ManualWorker(transactions, worker -> {
            for (Function<Tasks, ? extends TaskHandler<?, ?>> maker : makers) {
                worker.add(maker);
            }
        });
    }

    private void add(TaskHandler<?, ?> handler) {
        context.getBeanFactory().registerSingleton("handler " + handler.type().name(), handler);
    }

    private void add(Function<Tasks, ? extends TaskHandler<?, ?>> maker) {
        String name = "handler " + context.getBeanDefinitionCount();
        context.registerBean(name, TaskHandler.class, () -> maker.apply(tasks()));
    }

    /** The time that the worker has. It stands still at first. */
    public ManualClock clock() {
        return clock;
    }

    /** The front door of a sender: what the application has as a bean. Its handles await what another thread steps. */
    public Tasks tasks() {
        return bean(Tasks.class);
    }

    /** The messages that the worker has given up. */
    public DeadLetters deadLetters() {
        return bean(DeadLetters.class);
    }

    /** Sends a task of {@code type}, to be run once, now. */
    public <I extends Record, O extends @Nullable Object> TaskId send(TaskType<I, O> type, I input) {
        return send(type.with(input));
    }

    /** Sends {@code call}. */
    public TaskId send(TaskCall<?, ?> call) {
        return tasks().send(call).id();
    }

    /** Sends {@code request} to {@code queue}, with arguments that need not fit. */
    public void send(String queue, TaskRequest request) {
        bean(TaskPublisher.class).publish(new TaskQueue(queue), List.of(request));
    }

    /**
     * Does what a real worker does every few seconds, and runs the oldest message on the handlers' queues, after those that are due were
     * put there. Returns whether there was one.
     *
     * @throws RuntimeException what failed outside the task, whose message is delivered again at the next step
     */
    public boolean step() {
        chores.run();
        while (schedule.sendDue()) {
            // There may be more than one batch.
        }
        Optional<InMemoryQueues.Queued> next = queues.take(taken);
        next.ifPresent(this::deliver);
        bury();
        return next.isPresent();
    }

    /** Has what lies on the dead queues kept as dead letters. */
    private void bury() {
        Set<String> dead =
                taken.stream().map(queue -> new TaskQueue(queue).deadName()).collect(Collectors.toSet());
        for (Optional<InMemoryQueues.Queued> next = queues.take(dead); next.isPresent(); next = queues.take(dead)) {
            Message message = next.get().message();
            message.getMessageProperties().setConsumerQueue(next.get().queue());
            bean(DeadLetterListener.class).onMessage(message);
        }
    }

    /** Steps until nothing is left to do at this time, and returns how many messages were run. */
    public int run() {
        int steps = 0;
        while (step()) {
            steps++;
        }
        return steps;
    }

    private void deliver(InMemoryQueues.Queued next) {
        Received received = next.received();
        received.id().ifPresent(id -> delivered.put(id, next));
        try {
            listener.run(received, Runnable::run).toCompletableFuture().join();
        } catch (CompletionException e) {
            queues.putBack(next.repeated());
            if (e.getCause() instanceof HandedBackException) {
                received.id().ifPresent(id -> bean(Redeliveries.class).noteHandedBack(id, received.retries()));
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Takes the oldest message as a worker that is lost with it, before it has done anything: it is delivered again. A message with which
     * {@code baton.broker.delivery-limit} workers are lost, 20, becomes a dead letter. Returns whether there was one.
     */
    public boolean crash() {
        Optional<InMemoryQueues.Queued> next = queues.take(taken);
        next.ifPresent(lost -> {
            if (lost.isRepeated()) {
                Received received = lost.received();
                received.id().ifPresent(id -> bean(Redeliveries.class).count(id, received.retries()));
            }
            queues.putBack(lost.repeated());
        });
        return next.isPresent();
    }

    /**
     * Has the last message of {@code id} delivered again, as after a worker that was lost before it acknowledged.
     *
     * @throws IllegalArgumentException where none was delivered
     */
    public void redeliver(TaskId id) {
        InMemoryQueues.Queued last = delivered.get(id);
        if (last == null) {
            throw new IllegalArgumentException("no message of task " + id + " was delivered");
        }
        queues.putBack(last.repeated());
    }

    /** Revokes {@code id}, wherever it is: a handler that runs it is told to end. Returns whether this ended it, or tells it to. */
    public boolean revoke(TaskId id) {
        return tasks().revoke(List.of(id)) > 0;
    }

    /** Returns what clients know of {@code id}. */
    public Optional<TaskSnapshot> find(TaskId id) {
        return bean(ResultStore.class).find(id);
    }

    /**
     * Returns the state of {@code id}, which was sent.
     *
     * @throws IllegalArgumentException where nothing is known of it
     */
    public TaskState state(TaskId id) {
        return known(id).state();
    }

    /**
     * Returns what {@code id}, a task of {@code type}, has given.
     *
     * @throws IllegalArgumentException where it gave none, or none that is an output of its type
     */
    public <O extends @Nullable Object> O output(TaskType<?, O> type, TaskId id) {
        TaskSnapshot known = known(id);
        if (known.state() != TaskState.SUCCESS) {
            throw new IllegalArgumentException("task " + id + " is " + known.state() + ": " + known.failure());
        }
        return OutputBinder.bind(known.result(), type);
    }

    private TaskSnapshot known(TaskId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("nothing is known of task " + id));
    }

    /** Returns what waits on {@code queue}, the oldest first; also on one whose tasks other workers run. */
    public List<TaskRequest> on(String queue) {
        return queues.on(queue).stream().map(codec::decode).toList();
    }

    /** Returns when the next task is due that waits for its time, if one does. */
    public Optional<Instant> nextDue() {
        return bean(ScheduledTasks.class).nextDue();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}

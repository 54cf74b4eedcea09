package dev.baton.task;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A task to be sent: its type, its input, and when, where and how urgently it runs. Immutable: each method returns a new call. A call
 * that is sent twice makes two tasks, unless it has an {@linkplain #id id} or a {@linkplain #key key}.
 */
public final class TaskCall<I extends Record, O extends @Nullable Object> {
    private static final int MAX_PRIORITY = 9;

    private final TaskType<I, O> type;
    private final I input;
    private final String queue;
    private final Supplier<TaskId> ids;
    private final Terms terms;
    private final boolean recoverable;

    /** What a request becomes that is made at a moment. */
    @FunctionalInterface
    private interface Terms {
        TaskRequest apply(TaskRequest request, Instant now);
    }

    TaskCall(TaskType<I, O> type, I input) {
        this(type, input, type.queue(), TaskId::random, (request, now) -> request, false);
    }

    private TaskCall(
            TaskType<I, O> type, I input, String queue, Supplier<TaskId> ids, Terms terms, boolean recoverable) {
        this.type = type;
        this.input = input;
        this.queue = queue;
        this.ids = ids;
        this.terms = terms;
        this.recoverable = recoverable;
    }

    public TaskType<I, O> type() {
        return type;
    }

    public I input() {
        return input;
    }

    /** The queue that the task is sent to. */
    public String queue() {
        return queue;
    }

    /** Returns this, not to be run before {@code delay} after it is sent. */
    public TaskCall<I, O> after(Duration delay) {
        Duration checked = requireNotNegative(delay, "delay");
        return and((request, now) -> request.withEta(now.plus(checked)));
    }

    /** Returns this, not to be run before {@code eta}. */
    public TaskCall<I, O> at(Instant eta) {
        return and((request, now) -> request.withEta(eta));
    }

    /** Returns this, revoked as expired if it has not been started by {@code time} after it is sent. */
    public TaskCall<I, O> expiresAfter(Duration time) {
        Duration checked = requireNotNegative(time, "time until a task expires");
        return and((request, now) -> request.withExpires(now.plus(checked)));
    }

    /** Returns this, revoked as expired if it has not been started by {@code moment}. */
    public TaskCall<I, O> expiresAt(Instant moment) {
        return and((request, now) -> request.withExpires(moment));
    }

    /** Returns this at another priority, 0 (default) to 9. Quorum queues serve 5 and above first. */
    public TaskCall<I, O> priority(int priority) {
        if (priority < 0 || priority > MAX_PRIORITY) {
            throw new IllegalArgumentException("a priority is 0 to " + MAX_PRIORITY + ", was " + priority);
        }
        return and((request, now) -> request.withPriority(priority));
    }

    /** Returns this with time limits of its own, in place of those that its handler has. */
    public TaskCall<I, O> limits(TimeLimits limits) {
        return and((request, now) -> request.withLimits(limits));
    }

    /** Returns this with one more stamp, by which it may be revoked: a value, or a list of values. A name has one stamp, the last. */
    public TaskCall<I, O> stamp(String name, Object value) {
        return and((request, now) -> {
            Map<String, Object> stamps = new HashMap<>(request.lineage().stamps());
            stamps.put(name, value);
            return request.withStamps(stamps);
        });
    }

    /** Returns this, sent to {@code queue} instead of the queue of its type. */
    public TaskCall<I, O> on(String queue) {
        return new TaskCall<>(type, input, queue, ids, terms, recoverable);
    }

    /** Returns this under a given id. Whatever is sent under the same id is the same task. */
    public TaskCall<I, O> id(TaskId id) {
        return new TaskCall<>(type, input, queue, () -> id, terms, recoverable);
    }

    /**
     * Returns this under the id that {@link TaskId#ofKey} computes from its type and {@code key}. The same key of the same type is
     * therefore the same task, whoever sends it and however often. It has its effects once. All senders receive the same end, also a
     * failure or a revocation. The inputs of two calls are not compared: that of the message that runs first counts.
     *
     * <p>This holds while the end is remembered: {@code baton.cleaning.after} (30 days) for a handler with effects. A handler without
     * effects runs again once its result is forgotten ({@code baton.redis.result-ttl}), and may run twice at the same time.
     */
    public TaskCall<I, O> key(String key) {
        return id(TaskId.ofKey(type.name(), key));
    }

    /**
     * Returns this, to be sent again under its id should the broker lose it. The database keeps it until the task has ended: one row, in
     * the caller's transaction, once the broker has confirmed. Delayed tasks and those that are sent fairly are kept in any case.
     */
    public TaskCall<I, O> recoverable() {
        return new TaskCall<>(type, input, queue, ids, terms, true);
    }

    /** Whether it is to be sent again should the broker lose it. */
    public boolean isRecoverable() {
        return recoverable;
    }

    /** Returns the id that was given, or else a new random one each time. */
    public TaskId newId() {
        return ids.get();
    }

    private TaskCall<I, O> and(Terms more) {
        Terms both = (request, now) -> more.apply(terms.apply(request, now), now);
        return new TaskCall<>(type, input, queue, ids, both, recoverable);
    }

    private static Duration requireNotNegative(Duration duration, String what) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the " + what + " must not be negative, was " + duration);
        }
        return duration;
    }

    /** Returns the request that this is at {@code now}, when it is sent, with its input written as {@code kwargs}: JSON values. */
    public TaskRequest request(Map<String, @Nullable Object> kwargs, Instant now) {
        return terms.apply(TaskRequest.of(ids.get(), type.name(), kwargs), now);
    }

    @Override
    public String toString() {
        return type.name() + " to " + queue;
    }
}

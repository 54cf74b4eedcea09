package dev.baton.task;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was asked for: what to run, with which arguments, and under which conditions.
 *
 * @param args positional arguments: JSON values
 * @param kwargs keyword arguments: JSON values
 * @param workflow Celery's {@code embed}: callbacks, errbacks, chain and chord, each only where present
 */
public record TaskRequest(
        TaskId id,
        String task,
        List<@Nullable Object> args,
        Map<String, @Nullable Object> kwargs,
        Conditions conditions,
        Lineage lineage,
        Map<String, Object> workflow) {

    public TaskRequest {
        if (task.isBlank()) {
            throw new IllegalArgumentException("a task request names its task");
        }
        args = Collections.unmodifiableList(args);
        kwargs = Collections.unmodifiableMap(new LinkedHashMap<>(kwargs));
        workflow = Map.copyOf(workflow);
    }

    /** Returns a request to run {@code task} once, now. */
    public static TaskRequest of(TaskId id, String task, Map<String, @Nullable Object> kwargs) {
        return new TaskRequest(id, task, List.of(), kwargs, Conditions.NONE, Lineage.root(id), Map.of());
    }

    /** Returns the same request at another priority, 0 (default) to 9. Quorum queues serve 5 and above first. */
    public TaskRequest withPriority(int priority) {
        return with(conditions.withPriority(priority));
    }

    /** Returns the same request, not to be run before {@code eta}. */
    public TaskRequest withEta(Instant eta) {
        return with(conditions.withEta(eta));
    }

    /** Returns the same request, not to be started after {@code expires}. */
    public TaskRequest withExpires(Instant expires) {
        return with(conditions.withExpires(expires));
    }

    /** Returns the same request with other positional arguments. */
    public TaskRequest withArgs(List<@Nullable Object> other) {
        return new TaskRequest(id, task, other, kwargs, conditions, lineage, workflow);
    }

    /** Returns the same request, as a worker took it from {@code queue}. */
    public TaskRequest takenFrom(String queue) {
        return new TaskRequest(id, task, args, kwargs, conditions, lineage.takenFrom(queue), workflow);
    }

    /** Returns the same request with limits of its own. */
    public TaskRequest withLimits(TimeLimits limits) {
        return with(conditions.withLimits(limits));
    }

    /** Returns the same request with stamps, by which it may be revoked: Celery's stamped headers. Values are texts or lists of texts. */
    public TaskRequest withStamps(Map<String, Object> stamps) {
        return new TaskRequest(id, task, args, kwargs, conditions, lineage.withStamps(stamps), workflow);
    }

    /** Returns what the task may be revoked by, beside its id. */
    public Set<Mark> marks() {
        return Mark.of(lineage.group(), lineage.stamps());
    }

    private TaskRequest with(Conditions other) {
        return new TaskRequest(id, task, args, kwargs, other, lineage, workflow);
    }

    /**
     * When, how often and how urgently a task may run.
     *
     * @param eta not before this moment
     * @param expires not after this moment
     * @param retries how many times it was tried before
     * @param priority 0 (default) to 9
     * @param ignoreResult the client does not want the result stored
     * @param limits how long a run may take; they replace those of the task's type
     */
    public record Conditions(
            @Nullable Instant eta,
            @Nullable Instant expires,
            int retries,
            int priority,
            boolean ignoreResult,
            TimeLimits limits) {
        public static final Conditions NONE = new Conditions(null, null, 0, 0, false, TimeLimits.NONE);

        Conditions withPriority(int value) {
            return new Conditions(eta, expires, retries, value, ignoreResult, limits);
        }

        Conditions withEta(Instant value) {
            return new Conditions(value, expires, retries, priority, ignoreResult, limits);
        }

        Conditions withExpires(Instant value) {
            return new Conditions(eta, value, retries, priority, ignoreResult, limits);
        }

        Conditions withLimits(TimeLimits value) {
            return new Conditions(eta, expires, retries, priority, ignoreResult, value);
        }

        /** Tells whether the task must no longer be started at {@code now}. */
        public boolean isExpired(Instant now) {
            return expires != null && now.isAfter(expires);
        }

        /** Tells whether the task must not be started yet at {@code now}. */
        public boolean isEarly(Instant now) {
            return eta != null && now.isBefore(eta);
        }
    }

    /**
     * Where a task comes from.
     *
     * @param root the first task of the tree, itself at the top
     * @param parent the task that sent it
     * @param group the group it is part of
     * @param groupIndex its place in the group
     * @param replyTo the client's reply queue, used by Celery's rpc backend only
     * @param origin the sending process, for example {@code gen17768@host}
     * @param stamps Celery's stamped headers: each a text or a list
     * @param queue from which a worker took it; null before
     */
    public record Lineage(
            TaskId root,
            @Nullable String parent,
            @Nullable String group,
            @Nullable Integer groupIndex,
            @Nullable String replyTo,
            @Nullable String origin,
            Map<String, Object> stamps,
            @Nullable String queue) {
        public Lineage {
            stamps = Map.copyOf(stamps);
        }

        /** The lineage of a task without stamps, which no worker has taken yet. */
        public Lineage(
                TaskId root,
                @Nullable String parent,
                @Nullable String group,
                @Nullable Integer groupIndex,
                @Nullable String replyTo,
                @Nullable String origin) {
            this(root, parent, group, groupIndex, replyTo, origin, Map.of(), null);
        }

        /** Returns the same lineage with {@code other} stamps. */
        public Lineage withStamps(Map<String, Object> other) {
            return new Lineage(root, parent, group, groupIndex, replyTo, origin, other, queue);
        }

        /** Returns the same lineage of a task that a worker took from {@code other}. */
        Lineage takenFrom(String other) {
            return new Lineage(root, parent, group, groupIndex, replyTo, origin, stamps, other);
        }

        static Lineage root(TaskId id) {
            return new Lineage(id, null, null, null, null, null);
        }
    }
}

package dev.baton.broker;

/**
 * A queue of tasks and the names derived from its own. The queue is declared with nothing but its type, so that a
 * Celery client with {@code task_default_queue_type="quorum"} may declare it too; limits and dead-lettering are a policy.
 */
public record TaskQueue(String name) {
    /** The exchange through which the broker buries messages that it gives up on. */
    static final String DEAD_EXCHANGE = "baton.dead";

    private static final String DEAD = ".dead";

    public TaskQueue {
        if (!name.matches("[a-zA-Z0-9_.-]{1,64}")) {
            throw new IllegalArgumentException("a queue name is 1 to 64 letters, digits, '_', '.' or '-': " + name);
        }
    }

    /** Returns the name of the queue that holds what can never run, for operators to look at and send again. */
    public String deadName() {
        return name + DEAD;
    }

    /** Returns the queue whose {@link #deadName} is {@code name}. */
    public static TaskQueue ofDead(String name) {
        if (!name.endsWith(DEAD)) {
            throw new IllegalArgumentException("no queue of dead letters is named " + name);
        }
        return new TaskQueue(name.substring(0, name.length() - DEAD.length()));
    }

    String policyName() {
        return "baton-" + name;
    }
}

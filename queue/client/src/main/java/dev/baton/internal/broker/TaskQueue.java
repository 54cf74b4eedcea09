package dev.baton.internal.broker;

import java.nio.charset.StandardCharsets;

/**
 * A queue of tasks and the names derived from its own. The queue is declared with nothing but its type, so that a
 * Celery client with {@code task_default_queue_type="quorum"} may declare it too; limits and dead-lettering are a policy.
 *
 * @param name what RabbitMQ takes, with room for the suffix of the queue's dead letters
 */
public record TaskQueue(String name) {
    /** The exchange through which the broker buries messages that it gives up on. */
    static final String DEAD_EXCHANGE = "baton.dead";

    private static final String DEAD = ".dead";
    /** RabbitMQ takes 255 bytes, of which the dead letters' queue needs five. */
    private static final int MAX_BYTES = 255 - DEAD.length();

    public TaskQueue {
        boolean isLong = name.length() > MAX_BYTES || name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
        if (name.isBlank() || isLong || name.startsWith("amq.") || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a queue name is text of at most " + MAX_BYTES
                    + " bytes in UTF-8 that is not blank, has no control characters and does not begin with 'amq.', was '"
                    + name + "'");
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

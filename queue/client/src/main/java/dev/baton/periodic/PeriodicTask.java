package dev.baton.periodic;

import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task that is sent at every tick, once on however many nodes: a bean of this type is all that it needs.
 *
 * @param name stable, since what was sent last is known under it
 */
public record PeriodicTask(String name, Timing timing, Call call, CatchUp catchUp) {
    private static final Pattern TICK =
            Pattern.compile("@(\\d+-\\d\\d-\\d\\dT[0-9:.]+Z)(" + PeriodicTasks.BY_HAND + ")?$");

    public PeriodicTask {
        if (!name.matches("[a-zA-Z0-9_.-]{1,100}")) {
            throw new IllegalArgumentException(
                    "the name of a periodic task is 1 to 100 letters, digits, '_', '.' or '-': " + name);
        }
    }

    /** Returns a periodic task that leaves out the ticks it misses. */
    public static PeriodicTask of(String name, Timing timing, Call call) {
        return new PeriodicTask(name, timing, call, CatchUp.SKIP);
    }

    /** Returns the same task with another way of treating missed ticks. */
    public PeriodicTask catchingUp(CatchUp other) {
        return new PeriodicTask(name, timing, call, other);
    }

    /** Returns a moment after which the task {@code id} was sent, where it is one of a periodic task, by its tick or by hand. */
    public static Optional<Instant> sentAfter(TaskId id) {
        Matcher tick = TICK.matcher(id.value());
        return tick.find() ? Optional.of(Instant.parse(tick.group(1))) : Optional.empty();
    }

    /**
     * Returns the request of one tick. Its id comes from name and tick, so that a tick which is sent twice, because a node
     * died before it could note the first time, is run once.
     */
    public TaskRequest at(Instant tick) {
        return call.request(new TaskId(name + "@" + tick), tick);
    }
}

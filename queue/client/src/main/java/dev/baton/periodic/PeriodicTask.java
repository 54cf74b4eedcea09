package dev.baton.periodic;

/**
 * A task that is sent at every tick, once on however many nodes: a bean of this type is all that it needs.
 *
 * @param name stable, since what was sent last is known under it
 */
public record PeriodicTask(String name, Timing timing, Call call, CatchUp catchUp) {
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
}

package dev.baton.internal.periodic;

import dev.baton.periodic.Call;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of tasks that are sent periodically. They come from name and tick, so that a tick which is sent twice, because a node died before
 * it could note the first time, is run once.
 */
public final class TickId {
    /** What an id ends with that was sent between the ticks. */
    private static final String BY_HAND = "-by-hand";

    private static final Pattern TICK = Pattern.compile("@(\\d+-\\d\\d-\\d\\dT[0-9:.]+Z)(" + BY_HAND + ")?$");

    private TickId() {}

    static TaskId of(String name, Instant tick) {
        return new TaskId(name + "@" + tick);
    }

    static TaskId byHand(String name, Instant now) {
        return new TaskId(name + "@" + now + BY_HAND);
    }

    /** Returns the request of {@code call} under {@code id}, as it is at {@code tick}. */
    static TaskRequest request(Call call, TaskId id, Instant tick) {
        TaskRequest request = TaskRequest.of(id, call.task(), call.kwargs())
                .withArgs(call.args())
                .withPriority(call.priority());
        return call.expiresAfter() == null ? request : request.withExpires(tick.plus(call.expiresAfter()));
    }

    /** Returns a moment after which the task {@code id} was sent, where it is one of a periodic task, by its tick or by hand. */
    public static Optional<Instant> sentAfter(TaskId id) {
        Matcher tick = TICK.matcher(id.value());
        return tick.find() ? Optional.of(Instant.parse(tick.group(1))) : Optional.empty();
    }
}

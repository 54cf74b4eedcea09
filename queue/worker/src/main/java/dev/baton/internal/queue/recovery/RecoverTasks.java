package dev.baton.internal.queue.recovery;

import dev.baton.handler.RefusedException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.ledger.SentAttempts.Sent;
import dev.baton.internal.periodic.TickId;
import dev.baton.internal.queue.schedule.Schedule;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code baton.recover}: sends tasks again whose messages are gone, as with a queue that was deleted or a broker that lost its disk. It
 * need not ask the broker for what is on a queue. Itself a message, it stands behind all that were sent to the queue before it, so when it
 * runs they have been handed to workers; what has not ended when no worker may hold it any more is lost. What is sent again has the same
 * id, so it has its effects once, should its message be there all the same.
 */
final class RecoverTasks implements TaskHandler<RecoverTasks.Queue, RecoverTasks.Recovered> {
    static final String NAME = "baton.recover";

    private static final Logger log = LoggerFactory.getLogger(RecoverTasks.class);
    /** How far the clocks of hosts may be apart. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final TaskType<Queue, Recovered> type;
    private final LostTasks lost;
    private final Custody custody;
    private final ResultStore results;
    private final Schedule schedule;
    private final MeterRegistry meters;

    RecoverTasks(
            String queue,
            LostTasks lost,
            Custody custody,
            ResultStore results,
            Schedule schedule,
            MeterRegistry meters) {
        this.type = new TaskType<>(NAME, Queue.class, Recovered.class, queue);
        this.lost = lost;
        this.custody = custody;
        this.results = results;
        this.schedule = schedule;
        this.meters = meters;
    }

    @Override
    public TaskType<Queue, Recovered> type() {
        return type;
    }

    @Override
    public boolean hasEffects() {
        return false;
    }

    /** Writes at once and not in the task's one transaction: to look again does no harm. */
    @Override
    public Effects<Recovered> prepare(TaskContext context, Queue input) {
        Instant before = TickId.sentAfter(context.id())
                .orElseThrow(() -> new RefusedException(
                        "NotPeriodic", NAME + " runs as a periodic task alone, whose id says when it was sent"))
                .minus(CLOCKS);
        lost.forgetEnded(input.queue(), before, context::isCancelled);
        int recovered = lost.unended(input.queue(), before, this::recover, context::isCancelled);
        if (recovered > 0) {
            Counter.builder("baton.tasks.recovered")
                    .description("Tasks that were sent again because their message was lost")
                    .tag("queue", input.queue())
                    .register(meters)
                    .increment(recovered);
            schedule.wake();
        }
        Recovered all = new Recovered(recovered);
        return () -> all;
    }

    private int recover(List<Sent> page) {
        List<Sent> telling = page.stream().filter(custody::wouldKnowTheEndOf).toList();
        Set<Sent> pure = telling.stream().filter(custody::isPure).collect(Collectors.toSet());
        int recovered =
                sendAgain(telling.stream().filter(Predicate.not(pure::contains)).toList());
        try {
            Set<TaskId> ended = ended(pure.stream().map(Sent::id).toList());
            lost.forget(ended);
            return recovered
                    + sendAgain(pure.stream()
                            .filter(one -> !ended.contains(one.id()))
                            .toList());
        } catch (ResultStoreUnavailableException e) {
            log.debug("Whether tasks without effects are lost is looked at when the result store is back", e);
            return recovered;
        }
    }

    private Set<TaskId> ended(List<TaskId> ids) {
        Set<TaskId> ended = new HashSet<>(results.expired(ids));
        results.findAll(ids).values().stream()
                .filter(snapshot -> snapshot.state().isFinal())
                .map(TaskSnapshot::id)
                .forEach(ended::add);
        return ended;
    }

    private int sendAgain(List<Sent> missing) {
        int recovered = 0;
        for (Sent one : missing) {
            if (lost.noteMissing(one, custody.longest(one))) {
                log.warn("{} {} was sent at {} and is lost: it is sent again", one.task(), one.id(), one.sentAt());
                recovered++;
            }
        }
        return recovered;
    }

    /** Which queue it came from: that of the tasks that it looks for. */
    record Queue(String queue) {}

    /** How many tasks are sent again. */
    record Recovered(int tasks) {}
}

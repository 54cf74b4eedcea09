package dev.baton.internal.ledger;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.transaction.support.TransactionTemplate;

/** What the contracts of the ledger's parts share. */
public abstract class LedgerContract {
    /** Where tasks wait in a test: one of its own, for the ledger may be shared. */
    private static final MessageCodec CODEC = new MessageCodec("contract@test");

    /** A ledger, and the transactions that it takes part in. */
    public record Ledger(
            FinishedTasks finished, ScheduledTasks scheduled, Gates gates, TransactionTemplate transaction) {}

    /** Of this machine's time, rounded, or later. */
    public static final class Hands extends Clock {
        private Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());

        public void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    protected final Hands clock = new Hands();
    private final Ledger ledger = open(clock);

    /** Returns an empty ledger. */
    protected abstract Ledger open(Clock time);

    FinishedTasks finished() {
        return ledger.finished();
    }

    ScheduledTasks scheduled() {
        return ledger.scheduled();
    }

    Gates gates() {
        return ledger.gates();
    }

    TransactionTemplate transaction() {
        return ledger.transaction();
    }

    static ScheduledTask task(TaskId id, Instant due) {
        return task(id, 0, due, UnaryOperator.identity());
    }

    static ScheduledTask task(TaskId id, int attempt, Instant due, Function<TaskRequest, TaskRequest> how) {
        CeleryMessage message = CODEC.encode(how.apply(TaskRequest.of(id, "contract.task", Map.of("n", 1))), due);
        return new ScheduledTask(id, attempt, "contract.task", "contract", due, message);
    }
}

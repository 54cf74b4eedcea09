package dev.baton.internal.ledger;

import dev.baton.internal.ledger.GateTables.Arrival;
import dev.baton.internal.ledger.GateTables.Waiter;
import dev.baton.task.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Gates in the application's database. A task that waits is held in the schedule. */
final class JdbcGates implements Gates {
    private static final Logger log = LoggerFactory.getLogger(Gates.class);

    /**
     * How long a task that was let in may be on its way to a worker before its place is given to another, unless one that was let in no
     * later has left meanwhile.
     */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(30);

    private final GateTables tables;
    private final JdbcScheduledTasks scheduled;
    private final TransactionTemplate transaction;

    JdbcGates(JdbcClient jdbc, JdbcScheduledTasks scheduled, TransactionTemplate transaction) {
        this.tables = new GateTables(jdbc);
        this.scheduled = scheduled;
        this.transaction = transaction;
    }

    @Override
    public boolean enter(ScheduledTask task, Gate gate, String holder, Duration lease) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            tables.lock(gate.name());
            if (tables.isOpen(gate, task.id())) {
                tables.take(gate, task.id(), holder, lease);
                return true;
            }
            hold(List.of(task), gate);
            letIn(gate.name());
            return false;
        }));
    }

    @Override
    public void admit(List<ScheduledTask> tasks, Gate gate, Consumer<List<ScheduledTask>> send) {
        List<ScheduledTask> letIn = Objects.requireNonNull(transaction.execute(status -> {
            tables.lock(gate.name());
            tables.free(gate.name());
            hold(tasks, gate);
            List<ScheduledTask> in = letIn(gate.name());
            in.forEach(scheduled::keepForSending);
            return in;
        }));
        try {
            // Not under the lock, for which all others would wait while the broker is slow.
            send.accept(letIn);
        } catch (RuntimeException e) {
            try {
                withdraw(tasks, gate.name());
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        transaction.executeWithoutResult(status -> letIn.forEach(scheduled::noteSent));
    }

    private void withdraw(List<ScheduledTask> tasks, String gate) {
        transaction.executeWithoutResult(status -> {
            tables.lock(gate);
            tables.remove(gate, scheduled.removeUnsent(tasks));
            List<ScheduledTask> others = letIn(gate);
            log.debug("{} tasks were let in instead of those that could not be sent", others.size());
        });
    }

    @Override
    public boolean leave(String gate, TaskId id) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            tables.lock(gate);
            return tables.leave(gate, id, ON_ITS_WAY) && !letIn(gate).isEmpty();
        }));
    }

    @Override
    public void renew(String holder, Duration lease) {
        tables.renew(holder, lease);
    }

    @Override
    public boolean sweep() {
        boolean isAnyLetIn = false;
        for (String gate : tables.toSweep()) {
            isAnyLetIn |= Boolean.TRUE.equals(transaction.execute(status -> {
                tables.lock(gate);
                tables.free(gate);
                return !letIn(gate).isEmpty();
            }));
        }
        tables.forgetTurns();
        return isAnyLetIn;
    }

    private void hold(List<ScheduledTask> tasks, Gate gate) {
        List<Arrival> arrivals = new ArrayList<>();
        tasks.forEach(task -> scheduled.hold(task).ifPresent(since -> arrivals.add(new Arrival(task, since))));
        tables.await(gate, arrivals);
    }

    private List<ScheduledTask> letIn(String gate) {
        List<ScheduledTask> letIn = new ArrayList<>();
        for (Optional<Waiter> next = tables.next(gate); next.isPresent(); next = tables.next(gate)) {
            Waiter waiter = next.get();
            Optional<ScheduledTask> task = scheduled.release(waiter.id(), waiter.attempt());
            if (task.isPresent()) {
                tables.letIn(waiter, ON_ITS_WAY);
                letIn.add(task.get());
            } else {
                // It was cancelled just now.
                tables.forget(List.of(waiter.id()));
            }
        }
        return letIn;
    }
}

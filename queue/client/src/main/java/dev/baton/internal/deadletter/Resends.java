package dev.baton.internal.deadletter;

import dev.baton.deadletter.DeadLetter;
import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** The dead letters of a ledger, which are sent again in steps that can each be repeated. */
public final class Resends implements DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DeadLetterLedger ledger;
    private final FinishedTasks finished;
    private final ScheduledTasks scheduled;
    private final TransactionTemplate transaction;
    private final TaskPublisher publisher;
    private final ResultStore results;

    Resends(
            DeadLetterLedger ledger,
            FinishedTasks finished,
            ScheduledTasks scheduled,
            TransactionTemplate transaction,
            TaskPublisher publisher,
            ResultStore results) {
        this.ledger = ledger;
        this.finished = finished;
        this.scheduled = scheduled;
        this.transaction = transaction;
        this.publisher = publisher;
        this.results = results;
    }

    @Override
    public List<DeadLetter> list(DeadLetterFilter filter, int limit, int offset) {
        return ledger.list(filter, limit, offset).stream()
                .map(KeptLetter::shown)
                .toList();
    }

    @Override
    public long count(DeadLetterFilter filter) {
        return ledger.count(filter);
    }

    @Override
    public Optional<DeadLetter> find(UUID id) {
        return ledger.find(id).map(KeptLetter::shown);
    }

    @Override
    public boolean resend(UUID id) {
        return ledger.find(id).filter(this::resend).isPresent();
    }

    @Override
    public int resend(DeadLetterFilter filter) {
        // Those that die again meanwhile are not among these, so that this ends.
        return (int) ledger.ids(filter).stream().filter(this::resend).count();
    }

    /** Goes on with what a process began to send again and did not finish. Returns how many. */
    public int finish() {
        return (int)
                ledger.unfinished(PATIENCE, BATCH).stream().filter(this::resend).count();
    }

    private boolean resend(KeptLetter letter) {
        // INVARIANT: the end is forgotten before the message is sent, or a worker would answer it from that; the letter
        // is kept until the broker has confirmed the message.
        if (!begin(letter)) {
            return false;
        }
        TaskId task = letter.task();
        if (task != null && finished.find(task).isEmpty()) {
            results.forget(List.of(task));
        }
        publisher.resend(new TaskQueue(letter.queue()), letter.messageAsNew());
        ledger.noteResent(letter.id());
        log.info(
                "Sent {} {} again, which had died: {}",
                letter.name(),
                task,
                letter.last().detail());
        return true;
    }

    /**
     * Notes that the letter is to be sent again, and that its task has not ended: it may run from the start. INVARIANT: that is forgotten
     * once for each death. Whoever goes on with what another began may find that the task has run meanwhile.
     */
    private boolean begin(KeptLetter letter) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!ledger.beginResending(letter.id())) {
                return ledger.goOnResending(letter.id());
            }
            if (letter.task() != null) {
                // Another message with its id, which was not malformed, may have succeeded.
                finished.forgetFailure(letter.task());
                scheduled.forget(letter.task());
            }
            return true;
        }));
    }

    @Override
    public int purge(DeadLetterFilter filter) {
        return ledger.purge(filter);
    }

    @Override
    public boolean purge(UUID id) {
        return ledger.purge(id);
    }
}

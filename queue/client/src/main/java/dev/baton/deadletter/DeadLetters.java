package dev.baton.deadletter;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.broker.UnconfirmedPublishException;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.task.TaskId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that were given up, for those who look after them. Workers move them from the dead queues to here; nothing is
 * lost on the way, nor while they are looked at or sent again. Safe for use by many threads and processes.
 */
public final class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DeadLetterLedger ledger;
    private final TaskPublisher publisher;
    private final ResultStore results;
    private final Clock clock;

    DeadLetters(DeadLetterLedger ledger, TaskPublisher publisher, ResultStore results, Clock clock) {
        this.ledger = ledger;
        this.publisher = publisher;
        this.results = results;
        this.clock = clock;
    }

    /** Keeps a message before it is taken from its dead queue. */
    public void keep(DeadLetter letter) {
        ledger.keep(letter);
    }

    /** Returns those that {@code filter} means, the one that died last first. */
    public List<DeadLetter> list(DeadLetterFilter filter, int limit, int offset) {
        return ledger.list(filter, limit, offset);
    }

    public long count(DeadLetterFilter filter) {
        return ledger.count(filter);
    }

    public Optional<DeadLetter> find(UUID id) {
        return ledger.find(id);
    }

    /**
     * Sends a message again, as if for the first time: with no retries and no deliveries behind it, and its task's end
     * forgotten. Should this process die before it has, a worker goes on.
     *
     * @return whether there was such a letter
     * @throws UnconfirmedPublishException where the broker did not confirm it; it is tried again later
     * @throws ResultStoreUnavailableException where the task's end could not be forgotten; it is tried again later
     */
    public boolean resend(UUID id) {
        return ledger.find(id).filter(this::resend).isPresent();
    }

    /** Sends all that {@code filter} means again, as {@link #resend(UUID)}, and returns how many. */
    public int resend(DeadLetterFilter filter) {
        // Those that die again meanwhile are not among these, so that this ends.
        return (int) ledger.ids(filter).stream().filter(this::resend).count();
    }

    /** Goes on with what a process began to send again and did not finish. Returns how many. */
    public int finishResending() {
        List<DeadLetter> unfinished = ledger.unfinished(clock.instant().minus(PATIENCE), BATCH);
        return (int) unfinished.stream().filter(this::resend).count();
    }

    private boolean resend(DeadLetter letter) {
        // INVARIANT: the end is forgotten before the message is sent, or a worker would answer it from that; the letter
        // is kept until the
        // broker has confirmed the message.
        if (!ledger.beginResending(letter)) {
            return false;
        }
        TaskId task = letter.task();
        if (task != null && !ledger.hasEnded(task)) {
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

    /** Deletes those that {@code filter} means; their tasks stay failed. Returns how many. */
    public int purge(DeadLetterFilter filter) {
        return ledger.purge(filter);
    }

    /** Deletes one; its task stays failed. Returns whether there was such a letter. */
    public boolean purge(UUID id) {
        return ledger.purge(id);
    }

    /** Deletes the history of those that were sent again {@code age} ago and did not come back. */
    public int forgetResent(Duration age) {
        return ledger.forgetResent(clock.instant(), age);
    }
}

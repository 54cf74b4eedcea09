package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.QueueDeclarer;
import dev.baton.internal.broker.TaskQueue;
import org.springframework.beans.factory.ObjectProvider;

/** What must be there before tasks are taken from a queue. */
final class QueuePreparation {
    private final QueueDeclarer declarer;
    private final ObjectProvider<KeptCommands> kept;
    private final ObjectProvider<DeadLetterContainer> deadLetters;

    QueuePreparation(
            QueueDeclarer declarer,
            ObjectProvider<KeptCommands> kept,
            ObjectProvider<DeadLetterContainer> deadLetters) {
        this.declarer = declarer;
        this.kept = kept;
        this.deadLetters = deadLetters;
    }

    /** Has the dead letters of {@code queue} collected. */
    void collectDeadLetters(TaskQueue queue) {
        deadLetters.ifAvailable(container -> container.add(queue));
    }

    /** Declares {@code queue}, and keeps what was revoked meanwhile. */
    void prepare(TaskQueue queue) {
        declarer.declare(queue);
        kept.getObject().keep();
    }
}

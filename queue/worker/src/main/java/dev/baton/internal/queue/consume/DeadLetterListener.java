package dev.baton.internal.queue.consume;

import dev.baton.deadletter.Death;
import dev.baton.internal.broker.AmqpMessages;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MalformedMessageException;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.deadletter.DeadLetterLedger;
import dev.baton.internal.deadletter.KeptLetter;
import dev.baton.internal.queue.settle.DatabaseRecords;
import dev.baton.internal.queue.settle.HandedBackException;
import dev.baton.internal.queue.settle.Persistence;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;

/**
 * Moves messages from the dead queues to where operators find them, and makes sure that their tasks have failed, also where
 * the broker gave them up. A message is acknowledged once both are durable, when this returns.
 */
public final class DeadLetterListener implements MessageListener {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterListener.class);
    private static final String DETAIL = "x-baton-reason";
    private static final String EXPIRED = "expired";
    private static final String DELIVERY_LIMIT = "delivery_limit";

    private final DeadLetterLedger letters;
    private final DatabaseRecords records;
    private final MessageCodec codec;
    private final Persistence persistence;
    private final Clock clock;
    private final PrematureDeaths premature;

    DeadLetterListener(
            DeadLetterLedger letters,
            DatabaseRecords records,
            MessageCodec codec,
            Persistence persistence,
            Clock clock,
            PrematureDeaths premature) {
        this.premature = premature;
        this.letters = letters;
        this.records = records;
        this.codec = codec;
        this.persistence = persistence;
        this.clock = clock;
    }

    @Override
    public void onMessage(Message message) {
        CeleryMessage received = AmqpMessages.fromAmqp(message);
        TaskQueue queue =
                TaskQueue.ofDead(String.valueOf(message.getMessageProperties().getConsumerQueue()));
        Reading reading = read(received, queue.name());
        TaskRequest request = reading.request();
        if (request != null && expiredAsWished(request, received)) {
            records.endUnrun(request, new TaskOutcome.Revoked("expired"));
            return;
        }
        Death death = deathOf(received.headers(), reading.malformed());
        boolean hasLimit = request != null && death.reason().equals(DELIVERY_LIMIT);
        if (hasLimit && premature.undo(Objects.requireNonNull(request), queue, received)) {
            return;
        }
        if (request != null && !hasFailed(request, death, received)) {
            log.info("Task {} had ended otherwise before its message was given up", request.id());
            return;
        }
        String name = Objects.toString(received.headers().get("task"), null);
        TaskId id = request == null ? null : request.id();
        keep(KeptLetter.of(queue.name(), id, name, death, received));
        log.warn("A message of {} was given up ({}): {}", queue.name(), death.reason(), death.detail());
    }

    private Reading read(CeleryMessage message, String queue) {
        try {
            return new Reading(codec.decode(message).takenFrom(queue), null);
        } catch (MalformedMessageException e) {
            TaskRequest nameless = e.id().map(
                            id -> MessageCodec.placeOf(message, id).takenFrom(queue))
                    .orElse(null);
            return new Reading(nameless, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Whatever is wrong with it, it must not come back here for ever.
            log.error("A dead message cannot be read", e);
            return new Reading(null, e.toString());
        }
    }

    private void keep(KeptLetter letter) {
        try {
            persistence.insist("keep a dead letter", () -> letters.keep(letter));
        } catch (HandedBackException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("The headers of a dead letter cannot be kept", e);
            persistence.insist("keep a dead letter", () -> letters.keep(letter.withTextHeaders()));
        }
    }

    private boolean hasFailed(TaskRequest request, Death death, CeleryMessage message) {
        // A worker that buries a message has told of its task's end before.
        TaskState end = Optional.of(message)
                .filter(buried -> buried.headers().containsKey(DETAIL))
                .flatMap(buried -> records.find(request))
                .orElseGet(() -> records.endUnrun(request, new TaskOutcome.GivenUp(failureOf(death))))
                .state();
        return end == TaskState.FAILURE || death.reason().equals(Death.MALFORMED);
    }

    // The broker's time limit on a message that asked for it is no accident.
    private boolean expiredAsWished(TaskRequest request, CeleryMessage message) {
        return EXPIRED.equals(lastReason(message.headers()))
                && request.conditions().isExpired(clock.instant());
    }

    private Death deathOf(Map<String, @Nullable Object> headers, @Nullable String malformed) {
        Object detail = headers.get(DETAIL);
        if (malformed != null) {
            return new Death(clock.instant(), Death.MALFORMED, detail == null ? malformed : detail.toString());
        }
        if (detail != null) {
            return new Death(clock.instant(), Death.GIVEN_UP, detail.toString());
        }
        String reason = lastReason(headers);
        return new Death(clock.instant(), reason, "the broker gave the message up: " + reason);
    }

    /** Why the message died last: queues that delay it have it die of its age, often and long before. */
    private static String lastReason(Map<String, @Nullable Object> headers) {
        Object last = headers.get("x-last-death-reason");
        return Objects.toString(last == null ? newestReason(headers.get("x-death")) : last, "unknown");
    }

    private static @Nullable Object newestReason(@Nullable Object deaths) {
        return deaths instanceof List<?> all && !all.isEmpty() && all.get(0) instanceof Map<?, ?> newest
                ? newest.get("reason")
                : null;
    }

    private static TaskFailure failureOf(Death death) {
        return switch (death.reason()) {
            case Death.MALFORMED -> TaskFailure.refusal("MalformedMessage", death.detail());
            case Death.GIVEN_UP, DELIVERY_LIMIT ->
                new TaskFailure("WorkerLostError", death.detail(), "billiard.exceptions", null);
            default -> new TaskFailure("Reject", death.detail(), "celery.exceptions", null);
        };
    }

    /**
     * What could be read of a message.
     *
     * @param request null where not even its id is legible
     * @param malformed why it is no task, null where it is one
     */
    private record Reading(
            @Nullable TaskRequest request, @Nullable String malformed) {}
}

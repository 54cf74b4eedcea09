package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.ControlPublisher;
import dev.baton.internal.event.LamportClock;
import dev.baton.internal.queue.control.ControlCommand;
import dev.baton.internal.queue.control.ControlCommands;
import dev.baton.internal.queue.settle.HandedBackException;
import dev.baton.internal.queue.settle.Persistence;
import dev.baton.internal.queue.settle.WorkerIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;

/** Hears what all workers are told, and what one of them must make durable. It never throws: a command is heard once. */
final class ControlListener {
    private static final Logger log = LoggerFactory.getLogger(ControlListener.class);

    private final ControlCommands commands;
    private final ControlPublisher publisher;
    private final WorkerIdentity identity;
    private final Persistence persistence;
    private final LamportClock clock;

    ControlListener(
            ControlCommands commands,
            ControlPublisher publisher,
            WorkerIdentity identity,
            Persistence persistence,
            LamportClock clock) {
        this.commands = commands;
        this.publisher = publisher;
        this.identity = identity;
        this.persistence = persistence;
        this.clock = clock;
    }

    /** Carries out a command that every worker hears, and answers if an answer is wanted. */
    void hear(Message message) {
        if (message.getMessageProperties().getHeaders().get("clock") instanceof Number sent) {
            clock.adjust(sent.longValue());
        }
        parse(message).filter(command -> command.isFor(identity.hostname())).ifPresent(command -> {
            Object reply = commands.carryOut(command);
            command.replyTo().ifPresent(to -> answer(to, reply));
        });
    }

    private void answer(ControlCommand.ReplyTo to, Object reply) {
        try {
            publisher.reply(to.exchange(), to.routingKey(), Map.of(identity.hostname(), reply), to.ticket());
        } catch (RuntimeException e) {
            log.info("A command could not be answered: {}", e.getMessage());
        }
    }

    /** Makes durable what one worker for all must: which tasks are revoked. */
    void keep(Message message) {
        parse(message).ifPresent(command -> {
            try {
                persistence.insist("record a " + command.method(), () -> commands.record(command));
            } catch (HandedBackException e) {
                // Thrown on, the message goes back to the queue, for another worker.
                throw e;
            } catch (RuntimeException e) {
                log.warn("The command {} could not be recorded", command.method(), e);
            }
        });
    }

    private static Optional<ControlCommand> parse(Message message) {
        try {
            return Optional.of(ControlCommand.parse(new String(message.getBody(), StandardCharsets.UTF_8)));
        } catch (RuntimeException e) {
            log.info("A control message is no command: {}", e.getMessage());
            return Optional.empty();
        }
    }
}

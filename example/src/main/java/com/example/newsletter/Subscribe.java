package com.example.newsletter;

import dev.baton.handler.RefusedException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskType;
import dev.baton.task.TimeLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Adds a subscriber once, however often the task is delivered, if the host of the address is known. */
@Component
class Subscribe implements TaskHandler<Subscribe.Request, Subscribe.Receipt> {
    static final TaskType<Request, Receipt> TYPE =
            new TaskType<>("newsletter.subscribe", Request.class, Receipt.class, "newsletter");

    private final Subscribers subscribers;

    Subscribe(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    /** The arguments, by name or in this order. */
    record Request(String address) {}

    /** The result, as clients get it. */
    record Receipt(String address, long subscribers) {}

    @Override
    public TaskType<Request, Receipt> type() {
        return TYPE;
    }

    /** A name service that does not answer is asked again: up to five times, after a second, then two, then four… */
    @Override
    public RetryRules retries() {
        return RetryRules.NONE.on(
                UnknownHostException.class, new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    @Override
    public TimeLimits limits() {
        return new TimeLimits(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    /** Looks at the world and changes nothing: it may run again on another worker. */
    @Override
    public Effects<Receipt> prepare(TaskContext context, Request request) throws UnknownHostException {
        int at = request.address().indexOf('@');
        if (at < 1 || at == request.address().length() - 1) {
            throw new RefusedException("InvalidAddress", "an address is NAME@HOST, was " + request.address());
        }
        InetAddress unused = InetAddress.getByName(request.address().substring(at + 1));
        return () -> {
            // In the transaction that ends the task: both are kept, or neither.
            subscribers.add(request.address());
            return new Receipt(request.address(), subscribers.count());
        };
    }
}

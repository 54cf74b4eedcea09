package dev.baton.fuzz;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeoutException;

/** Puts messages on the wire that no well-meaning client would. */
final class Outlet implements AutoCloseable {
    private static final long CONFIRM_MILLIS = 60_000;
    private static final long STACK_BYTES = 512L * 1024 * 1024;

    private final Connection connection;
    private final NavigableSet<Long> unconfirmed = new ConcurrentSkipListSet<>();
    private Channel channel;

    Outlet(FreshServices services) {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(URI.create(services.amqpUrl()));
            // What is nested deep comes back the same way.
            factory.setThreadFactory(task -> new Thread(null, task, "outlet", STACK_BYTES));
            connection = factory.newConnection();
            channel = open();
        } catch (IOException
                | TimeoutException
                | java.security.GeneralSecurityException
                | java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Channel open() throws IOException {
        Channel opened = connection.createChannel();
        opened.confirmSelect();
        opened.addConfirmListener(this::confirm, this::confirm);
        return opened;
    }

    private void confirm(long number, boolean alsoThoseBefore) {
        if (alsoThoseBefore) {
            unconfirmed.headSet(number, true).clear();
        } else {
            unconfirmed.remove(number);
        }
    }

    /** Sends {@code mutant}; returns false where it does not fit into AMQP. */
    boolean send(Mutant mutant) {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .messageId(mutant.mark)
                .headers(new HashMap<>(mutant.headers))
                .contentType(mutant.contentType)
                .contentEncoding(mutant.contentEncoding)
                .replyTo(mutant.replyTo)
                .correlationId(mutant.correlationId)
                .expiration(mutant.expiration)
                .priority(mutant.priority)
                .deliveryMode(2)
                .build();
        long number = channel.getNextPublishSeqNo();
        unconfirmed.add(number);
        try {
            channel.basicPublish("", FuzzWorker.QUEUE, properties, mutant.body);
            return true;
        } catch (IllegalArgumentException e) {
            unconfirmed.remove(number);
            renew();
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What was begun and not sent would be waited for; what was sent before must have arrived, since it may go with its
    // channel.
    private void renew() {
        Patience.await().until(unconfirmed::isEmpty);
        try {
            channel.close();
            channel = open();
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the broker has all that was sent. */
    void flush() {
        try {
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
        } catch (IOException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

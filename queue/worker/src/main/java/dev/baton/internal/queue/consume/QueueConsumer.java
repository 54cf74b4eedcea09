package dev.baton.internal.queue.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ChannelProxy;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.RabbitUtils;

/**
 * Takes as many messages of one queue at a time as it is told to, all on one channel, and answers them. INVARIANT: until it is
 * cancelled it consumes, or tries to each second, whatever the broker says. Safe for use by many threads.
 */
final class QueueConsumer {
    private static final Logger log = LoggerFactory.getLogger(QueueConsumer.class);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final String queue;
    private final ConsumerArguments arguments;
    private final ConnectionFactory connections;
    private final Runnable before;
    private final Deliveries deliveries;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    // Changed with the lock, so that those who wait hear of it.
    private volatile boolean wanted = true;
    private volatile int prefetch;
    private volatile boolean consuming;

    /**
     * Calls {@code before} before each try: a connection that is open need not have declared the queue, and somebody may have deleted it.
     * Where the broker can, it takes a delivery back after {@code timeout}.
     */
    QueueConsumer(
            String queue,
            int prefetch,
            Duration timeout,
            ConnectionFactory connections,
            Runnable before,
            Deliveries deliveries) {
        this.queue = queue;
        this.prefetch = prefetch;
        this.arguments = new ConsumerArguments(timeout);
        this.connections = connections;
        this.before = before;
        this.deliveries = deliveries;
        this.thread = new Thread(this::consumeForEver, queue + "-consumer");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, error) -> BrokenProcess.end(error));
    }

    void start() {
        thread.start();
    }

    /** Waits until all that was taken before the consumer was cancelled is answered, or for {@code atMost}. */
    void awaitEnd(Duration atMost) {
        try {
            thread.join(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no more messages, but soon and not at once; what was taken may still be answered. */
    void cancel() {
        change(() -> wanted = false);
    }

    /** Takes {@code most} messages at a time; those that were taken before count beside them. */
    void resize(int most) {
        change(() -> prefetch = most);
    }

    boolean isConsuming() {
        return consuming;
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void consumeForEver() {
        while (wanted) {
            try {
                before.run();
                consume();
            } catch (AmqpException | IOException | ShutdownSignalException e) {
                arguments.heed(e);
                log.warn("Messages of {} cannot be taken, which is tried again: {}", queue, e.toString());
            } catch (RuntimeException e) {
                log.error("Messages of {} cannot be taken, which is tried again", queue, e);
            }
            pause();
        }
    }

    private void pause() {
        lock.lock();
        try {
            awaitWhile(() -> wanted, RECONNECT);
        } finally {
            lock.unlock();
        }
    }

    /** Waits, with the lock, for as long as {@code isSo}, or for {@code atMost}. */
    private void awaitWhile(BooleanSupplier isSo, Duration atMost) {
        try {
            long left = atMost.toNanos();
            while (isSo.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread of a consumer", e);
        }
    }

    private void consume() throws IOException {
        Channel channel = connections.createConnection().createChannel(false);
        try {
            // Its own, not Spring's around it, through which each call would cost more.
            Channel own = channel instanceof ChannelProxy proxy ? proxy.getTargetChannel() : channel;
            new Subscription(own).last();
        } finally {
            change(() -> consuming = false);
            RabbitUtils.setPhysicalCloseRequired(channel, true);
            RabbitUtils.closeChannel(channel);
        }
    }

    /** What is taken on one channel, and answered on it. */
    private final class Subscription extends DefaultConsumer {
        private final Unanswered unanswered = new Unanswered();
        private Duration linger = Duration.ZERO;
        private boolean lost;
        private boolean cancelled;

        Subscription(Channel channel) {
            super(channel);
            // RabbitMQ 4.3.6 goes on giving messages to a consumer that it has cancelled; nobody's would end the
            // connection.
            channel.setDefaultConsumer(this);
        }

        /** Lasts until the channel is lost, or all that was taken before the consumer was cancelled is answered. */
        void last() throws IOException {
            int most = subscribe();
            while (awaitWork(most)) {
                write(takeDue());
                if (!wanted) {
                    finish();
                    return;
                }
                if (hasChanged(most)) {
                    unsubscribe();
                    most = subscribe();
                }
            }
        }

        private int subscribe() throws IOException {
            int most = prefetch;
            change(() -> linger = Linger.of(most));
            getChannel().basicQos(most);
            getChannel().basicConsume(queue, false, arguments.all(), this);
            change(() -> consuming = true);
            return most;
        }

        private boolean hasChanged(int most) {
            return cancelled || prefetch != most;
        }

        private void unsubscribe() throws IOException {
            if (cancelled) {
                // The library has forgotten it, and would not tell the broker.
                getChannel()
                        .rpc(new AMQP.Basic.Cancel.Builder()
                                .consumerTag(getConsumerTag())
                                .build());
                change(() -> cancelled = false);
            } else {
                getChannel().basicCancel(getConsumerTag());
            }
        }

        /** Waits for answers to write and for other things to do; returns false where the channel is lost. */
        private boolean awaitWork(int most) {
            lock.lock();
            try {
                while (wanted && !lost && !hasChanged(most) && !unanswered.hasDue()) {
                    changed.awaitUninterruptibly();
                }
                awaitWhile(() -> wanted && !lost && !hasChanged(most) && unanswered.hasOpen(), linger);
                return !lost;
            } finally {
                lock.unlock();
            }
        }

        private void finish() throws IOException {
            unsubscribe();
            while (awaitDue()) {
                write(takeDue());
            }
        }

        /** Returns false where nothing is left to answer. */
        private boolean awaitDue() {
            lock.lock();
            try {
                while (!lost && !unanswered.isEmpty() && !unanswered.hasDue()) {
                    changed.awaitUninterruptibly();
                }
                return !lost && !unanswered.isEmpty();
            } finally {
                lock.unlock();
            }
        }

        private List<Unanswered.Write> takeDue() {
            lock.lock();
            try {
                return unanswered.takeDue();
            } finally {
                lock.unlock();
            }
        }

        private void write(List<Unanswered.Write> due) throws IOException {
            for (Unanswered.Write write : due) {
                write.answer().write(getChannel(), write.tag(), write.isMultiple());
            }
        }

        @Override
        public void handleDelivery(String consumerTag, Envelope envelope, AMQP.BasicProperties received, byte[] body) {
            long tag = envelope.getDeliveryTag();
            lock.lock();
            try {
                unanswered.add(tag);
            } finally {
                lock.unlock();
            }
            deliveries.handle(envelope, received, body, answer -> answer(tag, answer));
        }

        private void answer(long tag, Answer answer) {
            lock.lock();
            try {
                boolean isFirst = !unanswered.hasDue();
                unanswered.answer(tag, answer);
                if (linger.isZero() && !lost) {
                    // It never blocks: what the broker has not read yet is less than a buffer takes.
                    write(unanswered.takeDue());
                }
                // Each time that a thread is woken in vain costs more than the answer does.
                if (!wanted || (!linger.isZero() && (isFirst || !unanswered.hasOpen()))) {
                    changed.signalAll();
                }
            } catch (IOException | ShutdownSignalException e) {
                log.debug("An answer could not be given: the broker delivers its message again", e);
                change(() -> lost = true);
            } finally {
                lock.unlock();
            }
        }

        /** The queue is gone, or from RabbitMQ 4.3 on a delivery has timed out: the others are still this channel's. */
        @Override
        public void handleCancel(String consumerTag) {
            change(() -> cancelled = true);
        }

        @Override
        public void handleShutdownSignal(String consumerTag, ShutdownSignalException signal) {
            change(() -> lost = true);
        }
    }
}

package dev.baton.queue.consume;

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
    private static final Duration LINGER = Duration.ofMillis(2);
    private static final Duration LINGER_EACH = Duration.ofNanos(100_000);
    private static final int FEW = 4;

    private final String queue;
    private final ConnectionFactory connections;
    private final Runnable declare;
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
     * Calls {@code declare} and {@code before} before each try. A connection that is open need not have declared the queue: another
     * may be about to, and somebody may have deleted it.
     */
    QueueConsumer(
            String queue,
            int prefetch,
            ConnectionFactory connections,
            Runnable declare,
            Runnable before,
            Deliveries deliveries) {
        this.queue = queue;
        this.prefetch = prefetch;
        this.connections = connections;
        this.declare = declare;
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
                declare.run();
                before.run();
                consume();
            } catch (AmqpException | IOException | ShutdownSignalException e) {
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

    /** How long an answer waits for others: with few in hand, each is worth more than what the broker saves. */
    private static Duration lingerFor(int most) {
        return most < FEW ? Duration.ZERO : Duration.ofNanos(Math.min(LINGER.toNanos(), most * LINGER_EACH.toNanos()));
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

        Subscription(Channel channel) {
            super(channel);
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
                if (prefetch != most) {
                    getChannel().basicCancel(getConsumerTag());
                    most = subscribe();
                }
            }
        }

        private int subscribe() throws IOException {
            int most = prefetch;
            change(() -> linger = lingerFor(most));
            getChannel().basicQos(most);
            getChannel().basicConsume(queue, false, this);
            change(() -> consuming = true);
            return most;
        }

        /** Waits for answers to write and for other things to do; returns false where the channel is lost. */
        private boolean awaitWork(int most) {
            lock.lock();
            try {
                while (wanted && !lost && prefetch == most && !unanswered.hasDue()) {
                    changed.awaitUninterruptibly();
                }
                awaitWhile(() -> wanted && !lost && prefetch == most && unanswered.hasOpen(), linger);
                return !lost;
            } finally {
                lock.unlock();
            }
        }

        private void finish() throws IOException {
            getChannel().basicCancel(getConsumerTag());
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
                lose();
            } finally {
                lock.unlock();
            }
        }

        /** The queue is gone. */
        @Override
        public void handleCancel(String consumerTag) {
            lose();
        }

        @Override
        public void handleShutdownSignal(String consumerTag, ShutdownSignalException signal) {
            lose();
        }

        private void lose() {
            change(() -> lost = true);
        }
    }
}

package dev.baton.internal.event;

import dev.baton.internal.celery.Json;
import dev.baton.internal.celery.WireEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.context.SmartLifecycle;

/**
 * Sends events, many at a time, on a thread of its own. Whoever has something to tell never waits: when the broker does not
 * take what there is to tell, the oldest of it is dropped and counted. Safe for use by many threads.
 */
public final class EventStream implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final int BATCH = 250;
    private static final Duration LINGER = Duration.ofMillis(50);
    private static final long IDLE_MILLIS = 500;
    private static final long RECONNECT_MILLIS = 1_000;
    private static final long STOP_MILLIS = 2_000;

    private final EventOutlet outlet;
    private final Node node;
    private final LamportClock logical;
    private final Clock clock;
    private final BlockingQueue<Happened> waiting;
    private final Duration linger;
    private final AtomicLong dropped = new AtomicLong();
    private volatile CountDownLatch stopping = new CountDownLatch(0);
    private @Nullable Thread thread;

    EventStream(EventOutlet outlet, Node node, LamportClock logical, Clock clock, int buffer) {
        this(outlet, node, logical, clock, buffer, LINGER);
    }

    /** With fewer than a batch to tell, it waits for {@code linger} for more. */
    EventStream(EventOutlet outlet, Node node, LamportClock logical, Clock clock, int buffer, Duration linger) {
        this.outlet = outlet;
        this.node = node;
        this.logical = logical;
        this.clock = clock;
        // Its two locks keep whoever has something to tell from waiting for what is collected.
        this.waiting = new LinkedBlockingQueue<>(buffer);
        this.linger = linger;
    }

    /** Has the event told that {@code what} describes, later and on another thread, as having happened now. */
    public void tell(Supplier<Event> what) {
        Happened event = new Happened(logical.forward(), clock.instant(), what);
        while (!waiting.offer(event)) {
            if (waiting.poll() != null) {
                dropped.incrementAndGet();
            }
        }
    }

    /** How many events nobody will ever hear of. */
    public long dropped() {
        return dropped.get();
    }

    @Override
    public synchronized void start() {
        stopping = new CountDownLatch(1);
        thread = new Thread(this::run, "events");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        List<WireEvent> batch = new ArrayList<>();
        try {
            while (stopping.getCount() > 0 || !waiting.isEmpty()) {
                collect(batch);
                if (!batch.isEmpty() && !isSent(batch)) {
                    // A heartbeat of the past says nothing.
                    batch.removeIf(event -> !event.isOfTask());
                    if (stopping.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void collect(List<WireEvent> batch) throws InterruptedException {
        List<Happened> happened = new ArrayList<>();
        if (batch.isEmpty()) {
            Happened first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (first == null) {
                return;
            }
            happened.add(first);
            if (waiting.size() < BATCH) {
                // More is likely to follow, and a message costs much more than an event.
                stopping.await(linger.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        waiting.drainTo(happened, BATCH - batch.size() - happened.size());
        happened.forEach(event -> encode(event).ifPresent(batch::add));
    }

    private Optional<WireEvent> encode(Happened event) {
        try {
            return Optional.of(event.told(node));
        } catch (RuntimeException e) {
            log.warn("An event cannot be told", e);
            dropped.incrementAndGet();
            return Optional.empty();
        }
    }

    /** Sends {@code batch} and empties it; returns whether the broker took it. */
    private boolean isSent(List<WireEvent> batch) {
        try {
            batch.stream().filter(event -> !event.isOfTask()).forEach(event -> send(event.routingKey(), event));
            List<WireEvent> ofTasks = batch.stream().filter(WireEvent::isOfTask).toList();
            if (!ofTasks.isEmpty()) {
                send("task.multi", ofTasks);
            }
            batch.clear();
            return true;
        } catch (AmqpException e) {
            log.debug("Events wait for the broker", e);
            return false;
        }
    }

    private void send(String routingKey, Object body) {
        outlet.send(routingKey, Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends what waits, unless the broker keeps it from that, and ends. */
    @Override
    public synchronized void stop() {
        stopping.countDown();
        Thread sender = thread;
        thread = null;
        if (sender != null) {
            try {
                sender.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** Stopped after all that may have something to tell. */
    @Override
    public int getPhase() {
        return 0;
    }
}

package dev.baton.internal.queue.events;

import dev.baton.internal.event.Event;
import dev.baton.internal.event.EventSettings;
import dev.baton.internal.event.EventStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;

/** Tells that this worker is there: when it comes, every two seconds, and when it goes. */
public final class Heart implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Heart.class);
    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final int LOADS = 3;
    private static final double MILLIS = 1000;

    private final EventStream stream;
    private final WorkerEvents tasks;
    private final Duration interval;
    private final TaskScheduler timer;
    private @Nullable ScheduledFuture<?> beating;

    Heart(EventStream stream, WorkerEvents tasks, EventSettings settings, TaskScheduler timer) {
        this.stream = stream;
        this.tasks = tasks;
        this.interval = settings.heartbeat();
        this.timer = timer;
    }

    @Override
    public synchronized void start() {
        tell("worker-online");
        beating = timer.scheduleAtFixedRate(this::beat, interval);
    }

    /** Tells at once that the worker is alive. */
    public void beat() {
        tell("worker-heartbeat");
    }

    @Override
    public synchronized void stop() {
        if (beating != null) {
            beating.cancel(false);
            beating = null;
            tell("worker-offline");
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return beating != null;
    }

    /** Just before the first task is taken, and just after the last has ended. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }

    private void tell(String type) {
        stream.tell(() -> new Event(type, status()));
    }

    private Map<String, @Nullable Object> status() {
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("freq", interval.toMillis() / MILLIS);
        status.put("sw_ident", "baton");
        status.put("sw_ver", version());
        status.put("sw_sys", System.getProperty("os.name"));
        status.put("active", tasks.active());
        status.put("processed", tasks.processed());
        status.put("loadavg", load());
        return status;
    }

    private static String version() {
        return Optional.ofNullable(Heart.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    /** The machine's load over one, five and fifteen minutes, or zeros where it does not tell. */
    private static List<Double> load() {
        try {
            return Stream.of(Files.readString(LOAD).split(" "))
                    .limit(LOADS)
                    .map(Double::valueOf)
                    .toList();
        } catch (IOException e) {
            log.trace("This machine does not tell its load", e);
            return List.of(0.0, 0.0, 0.0);
        }
    }
}

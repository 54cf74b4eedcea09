package dev.baton.internal.queue.control;

import dev.baton.handler.RateLimits;
import dev.baton.internal.queue.events.Heart;
import dev.baton.internal.queue.events.WorkerEvents;
import dev.baton.internal.queue.execute.Handlers;
import dev.baton.internal.queue.lifecycle.Shutdown;
import dev.baton.task.TimeLimits;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands by which a worker changes what it does. */
final class Steering {
    private static final int MOST_SLOTS = 10_000;
    private static final Logger log = LoggerFactory.getLogger(Steering.class);

    private final Intake intake;
    private final Handlers handlers;
    private final WorkerEvents events;
    private final Heart heart;
    private final Shutdown shutdown;
    private final RateLimits rates;

    Steering(Intake intake, Handlers handlers, WorkerEvents events, Heart heart, Shutdown shutdown, RateLimits rates) {
        this.intake = intake;
        this.handlers = handlers;
        this.events = events;
        this.heart = heart;
        this.shutdown = shutdown;
        this.rates = rates;
    }

    Map<String, Function<ControlCommand, Object>> commands() {
        Map<String, Function<ControlCommand, Object>> commands = new TreeMap<>();
        commands.put("rate_limit", this::limitRate);
        commands.put("time_limit", this::limitTime);
        commands.put("add_consumer", this::addConsumer);
        commands.put("cancel_consumer", this::cancelConsumer);
        commands.put("pool_grow", command -> resize(command, 1, "grow"));
        commands.put("pool_shrink", command -> resize(command, -1, "shrink"));
        commands.put("pool_restart", command -> refusal("a worker's pool does not restart: restart the worker"));
        commands.put("autoscale", command -> refusal("a worker does not scale itself: use pool_grow and pool_shrink"));
        commands.put("enable_events", command -> switchEvents(true));
        commands.put("disable_events", command -> switchEvents(false));
        commands.put("heartbeat", this::beat);
        commands.put("shutdown", this::shutDown);
        // Celery's workers elect who runs what they have heard of; Baton's agree by the database.
        commands.put("election", command -> ok("ignored"));
        return commands;
    }

    private Object limitRate(ControlCommand command) {
        String task = command.text("task_name");
        String rate = command.find("rate_limit").map(String::valueOf).orElse("0");
        if (!handlers.names().contains(task)) {
            return refusal("unknown task");
        }
        rates.change(task, rate);
        return ok(rate.equals("0") ? "rate limit disabled successfully" : "new rate limit set successfully");
    }

    private Object limitTime(ControlCommand command) {
        String task = command.text("task_name");
        TimeLimits limits = new TimeLimits(command.seconds("soft"), command.seconds("hard"));
        if (!handlers.limit(task, limits)) {
            return refusal("unknown task");
        }
        log.info("Tasks {} have new limits: {}", task, limits);
        return ok("time limits set successfully");
    }

    private Object addConsumer(ControlCommand command) {
        String queue = command.text("queue");
        String exchange = command.find("exchange")
                .map(String::valueOf)
                .filter(name -> !name.isEmpty())
                .orElse(queue);
        if (!exchange.equals(queue)) {
            return refusal("a worker binds no queue to an exchange: bind " + queue + " to " + exchange + " first");
        }
        intake.add(queue);
        return ok("add consumer " + queue);
    }

    private Object cancelConsumer(ControlCommand command) {
        String queue = command.text("queue");
        intake.cancel(queue);
        return ok("no longer consuming from " + queue);
    }

    private Object resize(ControlCommand command, int direction, String word) {
        int by = command.number("n", 1);
        int slots = Math.addExact(intake.slots(), Math.multiplyExact(direction, by));
        if (by < 1 || slots < 1) {
            return refusal("the pool has " + intake.slots() + " slots and keeps one at least: it cannot " + word
                    + " by " + by);
        }
        if (slots > MOST_SLOTS) {
            return refusal("the pool has " + intake.slots() + " slots and at most " + MOST_SLOTS);
        }
        intake.resize(slots);
        return ok("pool will " + word);
    }

    private Object switchEvents(boolean on) {
        String already = events.enable(on) ? "" : "already ";
        return ok("task events " + already + (on ? "enabled" : "disabled"));
    }

    private Object beat(ControlCommand command) {
        heart.beat();
        return ok("sent");
    }

    private Object shutDown(ControlCommand command) {
        log.warn("Told to shut down: {}", command.find("msg").orElse("by remote control"));
        shutdown.exit(0);
        return ok("shutting down");
    }

    private static Map<String, String> ok(String what) {
        return Map.of("ok", what);
    }

    private static Map<String, String> refusal(String why) {
        return Map.of("error", why);
    }
}

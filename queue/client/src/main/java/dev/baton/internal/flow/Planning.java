package dev.baton.internal.flow;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.chord.StartedChord;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TimeLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One plan in the making. */
final class Planning {
    /** RabbitMQ's own limit, 16 MiB, less the headers. */
    private static final int MOST_BYTES = 16 * 1024 * 1024 - 64 * 1024;

    /** What concerns one place in a workflow, and is not handed on to what starts there. */
    private static final String[] PLACE = {"task_id", "group_id", "group_index", "chord"};

    private final Freezer freezer;
    private final Function<String, String> queues;
    private final Instant now;
    private final Function<TaskRequest, CeleryMessage> codec;
    private final List<ScheduledTask> tasks = new ArrayList<>();
    private final List<StartedChord> chords = new ArrayList<>();
    private final List<ResultTree> results = new ArrayList<>();

    Planning(
            Freezer freezer, Function<String, String> queues, Instant now, Function<TaskRequest, CeleryMessage> codec) {
        this.freezer = freezer;
        this.queues = queues;
        this.now = now;
        this.codec = codec;
    }

    Plan plan() {
        return new Plan(tasks, chords, results);
    }

    /** Starts {@code signature} with {@code more} options. */
    Planning apply(Signature signature, Options more) {
        Options all = signature.options().merged(more);
        Signature frozen = freezer.freeze(signature, Freezer.Place.in(all));
        results.add(Freezer.resultOf(frozen, null));
        send(frozen, more);
        return this;
    }

    private void send(Signature frozen, Options more) {
        Options options = frozen.options().merged(more);
        if (frozen instanceof Signature.Task task) {
            message(task.with(options));
        } else if (frozen instanceof Signature.Chain chain) {
            send(chain, options);
        } else if (frozen instanceof Signature.Group group) {
            group.members().forEach(member -> send(member, options.without(PLACE)));
        } else {
            send((Signature.Chord) frozen, options);
        }
    }

    private void send(Signature.Chain chain, Options options) {
        List<Object> others = new ArrayList<>(options.list("chain"));
        for (int index = chain.steps().size() - 1; index > 0; index--) {
            others.add(SignatureCodec.toWire(chain.steps().get(index)));
        }
        send(chain.steps().get(0), options.without(PLACE).with("chain", others));
    }

    private void send(Signature.Chord frozen, Options options) {
        // What goes on after the chord goes on after its body, so the header must know the body as it is now.
        Options handedOn = options.without(PLACE);
        Signature body = frozen.body().with(frozen.body().options().merged(handedOn));
        Signature.Chord chord =
                freezer.freeze(new Signature.Chord(frozen.header(), body, frozen.options()), Freezer.Place.NONE);
        if (chord.header().members().isEmpty()) {
            send(chord.body().given(List.of(List.of())), Options.NONE);
            return;
        }
        ResultTree header = Freezer.resultOf(chord.header(), null);
        chords.add(new StartedChord(
                header.id(), SignatureCodec.toWire(chord.body()), Freezer.reporting(chord.header()), header));
        send(chord.header(), handedOn.without("chain", "link", "link_error"));
    }

    private void message(Signature.Task task) {
        Options options = task.options();
        TaskId id = new TaskId(String.valueOf(options.text("task_id")));
        String root = options.text("root_id");
        Instant eta = options.moment("countdown", now)
                .or(() -> options.moment("eta", now))
                .orElse(null);
        TaskRequest request = new TaskRequest(
                id,
                task.name(),
                task.args(),
                task.kwargs(),
                conditions(options, eta),
                new TaskRequest.Lineage(
                        root == null ? id : new TaskId(root),
                        options.text("parent_id"),
                        options.text("group_id"),
                        options.integer("group_index"),
                        options.text("reply_to"),
                        null),
                Workflow.embed(options));
        String exchange = options.text("exchange");
        String key = options.text("routing_key");
        String queue = options.text("queue");
        boolean isRouted = queue == null && exchange != null && key != null;
        CeleryMessage message = withHeaders(codec.apply(request), options);
        if (message.body().length > MOST_BYTES) {
            throw new IllegalArgumentException("the message of " + task.name() + " would have " + message.body().length
                    + " bytes, and brokers take " + MOST_BYTES);
        }
        tasks.add(new ScheduledTask(
                id,
                request.conditions().retries(),
                task.name(),
                isRouted ? String.valueOf(exchange) : "",
                isRouted ? String.valueOf(key) : queue == null ? queues.apply(task.name()) : queue,
                eta == null ? now : eta,
                message));
    }

    private TaskRequest.Conditions conditions(Options options, @Nullable Instant eta) {
        Integer retries = options.integer("retries");
        Integer priority = options.integer("priority");
        return new TaskRequest.Conditions(
                eta,
                options.moment("expires", now).orElse(null),
                retries == null ? 0 : retries,
                priority == null ? 0 : priority,
                options.isTrue("ignore_result"),
                new TimeLimits(options.limit("soft_time_limit"), options.limit("time_limit")));
    }

    /** Adds the sender's own headers and stamps. */
    private static CeleryMessage withHeaders(CeleryMessage message, Options options) {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>(message.headers());
        if (options.get("headers") instanceof Map<?, ?> own) {
            own.forEach((name, value) -> headers.put(String.valueOf(name), value));
        }
        List<Object> stamped = options.list("stamped_headers");
        if (!stamped.isEmpty()) {
            Map<String, @Nullable Object> stamps = new LinkedHashMap<>();
            stamped.forEach(name -> stamps.put(name.toString(), options.get(name.toString())));
            headers.put("stamped_headers", stamped);
            headers.put("stamps", stamps);
        }
        if (options.text("shadow") != null) {
            headers.put("shadow", options.text("shadow"));
        }
        return new CeleryMessage(
                headers,
                message.body(),
                message.contentType(),
                message.contentEncoding(),
                message.correlationId(),
                message.replyTo(),
                message.priority(),
                message.expirationMillis());
    }
}

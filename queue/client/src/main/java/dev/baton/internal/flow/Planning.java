package dev.baton.internal.flow;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TimeLimits;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
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

    private final Freezer freezer;
    private final Function<String, String> queues;
    private final Instant now;
    private final MessageCodec codec;
    private final List<ScheduledTask> tasks = new ArrayList<>();
    private final List<StartedChord> chords = new ArrayList<>();
    private final List<ResultTree> results = new ArrayList<>();

    Planning(Freezer freezer, Function<String, String> queues, MessageCodec codec, Instant now) {
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
        Signature frozen = freezer.freeze(signature, all.place());
        results.add(Freezer.resultOf(frozen, null));
        return send(frozen, more);
    }

    private Planning send(Signature frozen, Options more) {
        Options options = frozen.options().merged(more);
        return frozen.fold(
                task -> message(task, options),
                chain -> first(chain, options),
                group -> members(group, options.withoutPlace()),
                chord -> header(chord, options.withoutPlace()));
    }

    private Planning first(Signature.Chain chain, Options options) {
        List<Signature> steps = chain.steps();
        return send(steps.get(0), options.withoutPlace().followed(steps.subList(1, steps.size())));
    }

    private Planning members(Signature.Group group, Options handedOn) {
        group.members().forEach(member -> send(member, handedOn));
        return this;
    }

    private Planning header(Signature.Chord frozen, Options handedOn) {
        // What goes on after the chord goes on after its body, so the header must know the body as it is now.
        Signature body = frozen.body().with(frozen.body().options().merged(handedOn));
        Signature.Chord chord =
                freezer.freeze(new Signature.Chord(frozen.header(), body, frozen.options()), Options.NONE);
        if (chord.header().members().isEmpty()) {
            return send(chord.body().given(List.of(List.of())), Options.NONE);
        }
        ResultTree header = Freezer.resultOf(chord.header(), null);
        chords.add(new StartedChord(chord.body(), Freezer.reporting(chord.header()), header));
        return send(chord.header(), handedOn.without(Options.CHAIN, Options.LINK, Options.LINK_ERROR));
    }

    private Planning message(Signature.Task task, Options options) {
        TaskId id = new TaskId(String.valueOf(options.get(Options.ID)));
        Instant eta = options.due(now).orElse(null);
        TaskRequest request = new TaskRequest(
                id,
                task.name(),
                task.args(),
                task.kwargs(),
                conditions(options, eta),
                new TaskRequest.Lineage(
                        new TaskId(options.get(Options.ROOT, id.value())),
                        options.get(Options.PARENT),
                        options.get(Options.GROUP),
                        options.get(Options.GROUP_INDEX),
                        options.get(Options.REPLY_TO),
                        null),
                Workflow.embed(options));
        CeleryMessage message = withHeaders(codec.encode(request, now), options);
        if (message.body().length > MOST_BYTES) {
            throw new IllegalArgumentException("the message of " + task.name() + " would have " + message.body().length
                    + " bytes, and brokers take " + MOST_BYTES);
        }
        boolean isRouted =
                !options.has(Options.QUEUE) && options.has(Options.EXCHANGE) && options.has(Options.ROUTING_KEY);
        tasks.add(new ScheduledTask(
                id,
                request.conditions().retries(),
                task.name(),
                isRouted ? options.get(Options.EXCHANGE, "") : "",
                isRouted ? options.get(Options.ROUTING_KEY, "") : options.get(Options.QUEUE, queues.apply(task.name())),
                eta == null ? now : eta,
                message));
        return this;
    }

    private TaskRequest.Conditions conditions(Options options, @Nullable Instant eta) {
        return new TaskRequest.Conditions(
                eta,
                options.expiry(now).orElse(null),
                options.get(Options.RETRIES, 0),
                options.get(Options.PRIORITY, 0),
                options.get(Options.IGNORE_RESULT, false),
                new TimeLimits(options.get(Options.SOFT_TIME_LIMIT), options.get(Options.TIME_LIMIT)));
    }

    /** Adds the sender's own headers and stamps. */
    private static CeleryMessage withHeaders(CeleryMessage message, Options options) {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>(message.headers());
        options.get(Options.HEADERS, Map.of()).forEach((name, value) -> headers.put(String.valueOf(name), value));
        Map<String, @Nullable Object> stamps = options.stamps();
        if (!stamps.isEmpty()) {
            headers.put("stamped_headers", List.copyOf(stamps.keySet()));
            headers.put("stamps", stamps);
        }
        if (options.has(Options.SHADOW)) {
            headers.put("shadow", options.get(Options.SHADOW));
        }
        return message.withHeaders(headers);
    }
}

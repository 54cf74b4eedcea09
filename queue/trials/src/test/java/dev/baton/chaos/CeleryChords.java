package dev.baton.chaos;

import dev.baton.internal.celery.Json;
import dev.baton.task.TaskId;
import dev.baton.testing.Celery;
import dev.baton.testing.FreshServices;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Chords that a real Celery client starts. It sends one again, under the same ids, until neither the broker nor Redis refuses it; how many
 * header tasks there are it tells Redis alone.
 */
final class CeleryChords implements AutoCloseable {
    /** Redis may then have lost what no worker has heard yet: such a chord must fail. */
    private static final Set<Fault> LOSSES = EnumSet.of(Fault.REDIS_FLUSHED, Fault.REDIS_KILLED);

    private static final int HEADER = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** A client that waits for a broker's confirmation waits for ever where the broker was killed meanwhile. */
    private static final int ANSWER_SECONDS = 20;

    private static final String CLIENT = """
            import gc, json, signal, sys, time, traceback
            from celery import chord, group
            gc.disable()
            def impatient(number, frame):
                raise TimeoutError("no answer within %1$d s")
            signal.signal(signal.SIGALRM, impatient)
            address = app.conf.broker_url, app.conf.result_backend
            def fresh():
                client = Celery("client", broker=address[0], backend=address[1])
                client.conf.broker_transport_options = {"confirm_publish": True}
                return client
            def start(order):
                def task(name, **options):
                    return app.signature("chaos." + name, queue="chaos", **options)
                header = [task("work", kwargs={"failures": failures}, task_id=id, countdown=countdown)
                    for id, failures, countdown in order["header"]]
                # A chord keeps nothing of its group but the tasks: the group's id is an option of the chord.
                chord(group(header, app=app), app=app).set(task_id=order["group"])(
                    task("gather", task_id=order["body"]), task_id=order["body"])
            app = fresh()
            for line in sys.stdin:
                order = json.loads(line)
                while True:
                    signal.alarm(%1$d)
                    try:
                        start(order)
                        signal.alarm(0)
                        break
                    except Exception:
                        signal.alarm(0)
                        traceback.print_exc()
                        app = fresh()
                        time.sleep(0.2)
                print("sent", order["body"], flush=True)
            """.formatted(ANSWER_SECONDS);

    private final Effects effects;
    private final Optional<Celery.Program> client;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final List<TaskId> bodies = new ArrayList<>();
    private final List<TaskId> current = new ArrayList<>();
    private long failed;
    private long unexpected;

    CeleryChords(FreshServices services, Effects effects) {
        this.effects = effects;
        this.client = Celery.isPresent() ? Optional.of(Celery.start(services, CLIENT)) : Optional.empty();
        client.ifPresent(program -> {
            Thread reader = new Thread(() -> read(program), "celery-chords");
            reader.setDaemon(true);
            reader.start();
        });
    }

    /** Tells whether there is a Celery here; without one nothing is ordered. */
    boolean arePossible() {
        return client.isPresent();
    }

    private void read(Celery.Program program) {
        try (BufferedReader lines = program.output()) {
            lines.lines().filter(line -> line.startsWith("sent ")).forEach(line -> sent.add(line.substring(5)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has a chord started, without waiting, and returns its header. */
    List<TaskId> order(Duration last) {
        if (client.isEmpty()) {
            return List.of();
        }
        TaskId body = TaskId.random();
        List<TaskId> header =
                IntStream.range(0, HEADER).mapToObj(index -> TaskId.random()).toList();
        List<Object> tasks = new ArrayList<>();
        for (int index = 0; index < HEADER; index++) {
            long countdown = index == HEADER - 1 ? last.toSeconds() : 0;
            tasks.add(List.of(header.get(index).value(), index, countdown));
        }
        client.get().say(Json.write(Map.of("group", TaskId.random().value(), "body", body.value(), "header", tasks)));
        current.add(body);
        bodies.add(body);
        return header;
    }

    /** Waits until the broker has what was ordered. */
    void awaitSent() {
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast(
                        "the Celery client has ended",
                        () -> client.isPresent() && !client.get().isAlive())
                .until(() ->
                        sent.containsAll(current.stream().map(TaskId::value).toList()));
    }

    /** Tells whether all that were ordered in this trial have ended, with their effect or in vain. */
    boolean haveEnded() {
        return effects.had(current) + effects.failed(current) == current.size();
    }

    /** Ends a trial in which {@code fault} happened. */
    void judge(Fault fault) {
        long inVain = effects.failed(current);
        failed += inVain;
        unexpected += LOSSES.contains(fault) ? 0 : inVain;
        current.clear();
    }

    List<TaskId> current() {
        return List.copyOf(current);
    }

    int all() {
        return bodies.size();
    }

    /** How many failed, as they must where Redis has lost their size. */
    long failed() {
        return failed;
    }

    /** How many neither had their effect nor failed, or failed though Redis has lost nothing. */
    long stuck() {
        return bodies.size() - effects.had(bodies) - effects.failed(bodies) + unexpected;
    }

    @Override
    public void close() {
        client.ifPresent(Celery.Program::close);
    }
}

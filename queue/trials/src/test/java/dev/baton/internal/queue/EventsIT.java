package dev.baton.internal.queue;

import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.internal.queue.settle.WorkerIdentity;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.Celery;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a real Celery's monitor sees of this worker. */
@RequiresServices
class EventsIT {
    /** Captures until {@code until(state)} holds, and prints what its {@code State} then knows. */
    private static final String MONITOR = """
            import socket, time
            from celery import uuid
            state = app.events.State()
            seen_types = []
            def monitor(until, begin):
                def on_event(event):
                    seen_types.append(event["type"])
                    state.event(event)
                with app.connection_for_read() as connection:
                    receiver = app.events.Receiver(connection, handlers={"*": on_event})
                    # Its queue goes with it, and what is told before the next one has another: longer than a worker's restart.
                    capture = receiver.itercapture(limit=None, timeout=10, wakeup=True)
                    begun, end = False, time.time() + 60
                    while not until() and time.time() < end:
                        try:
                            next(capture)
                        except (socket.timeout, StopIteration):
                            capture = receiver.itercapture(limit=None, timeout=10, wakeup=False)
                        if state.workers and not begun:
                            begin()
                            begun = True
                return seen_types
            """;

    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        sample = new SampleFixture(services -> {
            Map<String, String> properties = new LinkedHashMap<>(services);
            properties.putAll(Map.of("baton.events.tasks", "true", "baton.events.sent", "true"));
            return properties;
        });
    }

    @AfterAll
    static void stop() {
        if (sample != null) {
            sample.close();
        }
    }

    @Test
    void celeryFollowsTasksThroughTheirStates() {
        String said = Celery.run(sample.services, MONITOR + """
                sent = {}
                def begin():
                    for name, text in [("echo", "hi"), ("echo", None), ("flaky", "1"), ("slow", "")]:
                        sent[name + str(text)] = app.send_task(
                            "sample." + name, kwargs={"text": text} if text is not None else {"wrong": 1}, queue="sample").id
                def known(name):
                    return state.tasks.get(sent.get(name))
                def until():
                    slow = known("slow")
                    if slow and slow.state == "STARTED":
                        app.control.revoke(slow.id, terminate=True)
                    return "%1$s" in state.workers and (state.workers["%1$s"].processed or 0) >= 4 and all(known(name) and known(name).ready for name in ["echohi", "echoNone", "flaky1", "slow"])
                seen = monitor(until, begin)
                for name in sorted(sent):
                    task = known(name)
                    print(name, task.state, task.name, task.args, task.kwargs, task.result, task.exception, task.retries)
                print("runtime", 0 < known("echohi").runtime < 60, "worker", known("echohi").worker.hostname)
                print("retried", "task-retried" in seen)
                print("clock", known("echohi").clock > 0, "drift", abs(known("echohi").succeeded - time.time()) < 90)
                worker = state.workers["%1$s"]
                print("alive", worker.alive, worker.sw_ident, worker.freq, len(worker.loadavg))
                """.formatted(hostname()));

        assertThat(said)
                .contains("echohi SUCCESS sample.echo () {'text': 'hi'} 'hi' None 0")
                .contains("echoNone FAILURE sample.echo () {'wrong': 1} None UnbindableArguments(")
                .contains("flaky1 SUCCESS sample.flaky () {'text': '1'} 'after 1' IllegalStateException('attempt 0') 1")
                .contains("slow REVOKED sample.slow")
                .contains("runtime True worker " + hostname())
                .contains("retried True")
                .contains("clock True drift True")
                .contains("alive True baton 2.0 3");
    }

    @Test
    void celerySeesThatATaskIsRevokedThatWaitsForItsTime() {
        String said = Celery.run(sample.services, MONITOR + """
                waiting = uuid()
                def begin():
                    app.send_task("sample.echo", args=["later"], task_id=waiting, countdown=600, queue="sample")
                    while waiting not in str(app.control.inspect(timeout=20, limit=1).scheduled()):
                        pass
                    app.control.revoke(waiting)
                monitor(lambda: waiting in state.tasks and state.tasks[waiting].ready, begin)
                print(state.tasks[waiting].state, state.tasks[waiting].args)
                """);

        assertThat(said).isEqualTo("REVOKED ('later',)");
    }

    @Test
    void celeryTurnsTaskEventsOffAndOn() {
        String said = Celery.run(sample.services, MONITOR + """
                control = dict(timeout=20, limit=1, reply=True)
                print(app.control.disable_events(**control), app.control.disable_events(**control))
                def begin():
                    app.send_task("sample.echo", args=["quiet"], queue="sample").get(timeout=30)
                    app.control.enable_events(**control)
                    app.send_task("sample.echo", args=["told"], queue="sample")
                monitor(lambda: any(task.state == "SUCCESS" for task in state.tasks.values()), begin)
                print([task.args for task in state.tasks.values()])
                """);

        assertThat(said)
                .contains("task events disabled'}}] [")
                .contains("task events already disabled")
                .contains("[\"('told',)\"]");
    }

    @Test
    void celerySeesTasksSentAndWorkersComeAndGo() {
        CompletableFuture<String> monitor =
                CompletableFuture.supplyAsync(() -> Celery.run(sample.services, MONITOR + """
                wanted = ["task-sent", "task-succeeded", "worker-offline", "worker-online"]
                seen = monitor(lambda: all(type in seen_types for type in wanted), lambda: None)
                print([type for type in wanted if type in seen], [task.client for task in state.tasks.values()])
                """));
        awaitTheMonitor();

        sample.await(sample.send(SampleFixture.request(SampleWorker.ECHO, "sent")), TaskState.SUCCESS);
        sample.restart(() -> {});

        assertThat(monitor.join())
                .isEqualTo("['task-sent', 'task-succeeded', 'worker-offline', 'worker-online'] ['" + hostname() + "']");
    }

    @Test
    void celerySeesOnceThatAMalformedMessageHasFailed() {
        TaskId malformed = TaskId.random();
        CompletableFuture<String> monitor =
                CompletableFuture.supplyAsync(() -> Celery.run(sample.services, MONITOR + """
                seen = monitor(lambda: "task-succeeded" in seen_types, lambda: None)
                print(seen.count("task-failed"), state.tasks["%s"].exception)
                """.formatted(malformed)));
        awaitTheMonitor();

        Message message = MessageBuilder.withBody("{ no".getBytes(StandardCharsets.UTF_8))
                .setContentType("application/json")
                .setHeader("id", malformed.value())
                .setHeader("task", SampleWorker.ECHO.name())
                .build();
        sample.bean(RabbitTemplate.class).send("", SampleWorker.QUEUE, message);
        Patience.await().until(() -> sample.bean(DeadLetters.class).count(DeadLetterFilter.ALL) == 1);
        sample.send(SampleFixture.request(SampleWorker.ECHO, "after"));

        assertThat(monitor.join()).startsWith("1 MalformedMessage(");
    }

    private static void awaitTheMonitor() {
        Patience.await()
                .until(() -> sample.services
                        .manage("GET", "/api/bindings/" + sample.services.virtualHost(), "")
                        .contains("\"source\":\"celeryev\""));
    }

    private static String hostname() {
        return sample.bean(WorkerIdentity.class).hostname();
    }
}

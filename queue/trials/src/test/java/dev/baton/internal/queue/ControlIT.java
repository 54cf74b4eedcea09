package dev.baton.internal.queue;

import dev.baton.internal.queue.settle.WorkerIdentity;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.Celery;
import dev.baton.testing.RequiresServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real Celery's {@code control} and {@code inspect}. */
@RequiresServices
class ControlIT {
    /** {@code tell} sends a command and returns this worker's answer. */
    private static final String TELL = """
            worker = "%s"
            def tell(method, destination=[worker], **arguments):
                answers = app.control.broadcast(method, arguments=arguments, destination=destination, reply=True, timeout=20, limit=1)
                return answers[0][worker]
            """;

    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        sample = new SampleFixture();
    }

    @AfterAll
    static void stop() {
        if (sample != null) {
            sample.close();
        }
    }

    private static String celery(String script) {
        return Celery.run(
                sample.services,
                TELL.formatted(sample.bean(WorkerIdentity.class).hostname()) + script);
    }

    @Test
    void limitsChangeWhileAWorkerRuns() {
        String said = celery("""
                print(tell("time_limit", task_name="sample.slow", soft=0.3, hard=60))
                print(app.send_task("sample.slow", args=[""], queue="sample").get(timeout=30, propagate=False))
                print(tell("time_limit", task_name="sample.slow", soft=None, hard=None))
                print(tell("time_limit", task_name="no.such", soft=1))
                print(tell("time_limit", task_name="sample.slow", soft="soon"))
                print(tell("rate_limit", task_name="sample.flaky", rate_limit="1000/s"))
                print(tell("rate_limit", task_name="no.such", rate_limit="1/s"), list(tell("rate_limit", task_name="sample.flaky", rate_limit="much")))
                """);

        assertThat(said)
                .contains("{'ok': 'time limits set successfully'}")
                .contains("the soft time limit of 0.3 s has passed")
                .contains("{'error': 'unknown task'}")
                .contains("{'ok': 'new rate limit set successfully'}")
                .contains("{'error': 'unknown task'} ['error']")
                .contains("{'error': \"time_limit: the argument 'soft' must be a number");
        TaskId id = sample.send(SampleFixture.request(SampleWorker.SLOW, ""));
        sample.await(id, TaskState.PROGRESS);
        celery("app.control.revoke('" + id + "', terminate=True)");
        sample.await(id, TaskState.REVOKED);
    }

    @Test
    void queuesComeAndGoWhileAWorkerRuns() {
        String said = celery("""
                print(tell("add_consumer", queue="other", exchange=None, exchange_type="direct", routing_key=None))
                print(app.send_task("sample.echo", args=["from other"], queue="other").get(timeout=30))
                print(sorted(queue["name"] for queue in tell("active_queues")))
                print(tell("cancel_consumer", queue="other"))
                print(sorted(queue["name"] for queue in tell("active_queues")))
                print(tell("add_consumer", queue="amq.reserved"))
                print(tell("add_consumer", queue="bound", exchange="elsewhere"))
                print(app.send_task("sample.echo", args=["still here"], queue="sample").get(timeout=30))
                """);

        assertThat(said.lines())
                .containsSubsequence(
                        "{'ok': 'add consumer other'}",
                        "from other",
                        "['other', 'sample']",
                        "{'ok': 'no longer consuming from other'}",
                        "['sample']")
                .anyMatch(
                        line -> line.startsWith("{'error': \"add_consumer: a queue name is text of at most 250 bytes"))
                .anyMatch(line -> line.startsWith("{'error': 'a worker binds no queue to an exchange"))
                .contains("still here");
    }

    @Test
    void thePoolGrowsAndShrinks() {
        String said = celery("""
                def slots():
                    return tell("stats")["pool"]["max-concurrency"]
                print(tell("pool_shrink", n=1)["error"])
                print(tell("pool_grow", n=2)["ok"], slots())
                slow = [app.send_task("sample.slow", args=[""], queue="sample") for _ in range(3)]
                import time
                end = time.time() + 30
                while len(tell("active")) < 3 and time.time() < end: pass
                print("side by side", len(tell("active")))
                print(tell("pool_shrink", n=2)["ok"], slots())
                for task in slow: task.revoke(terminate=True)
                for task in slow: task.get(timeout=30, propagate=False)
                again = [app.send_task("sample.slow", args=[""], queue="sample") for _ in range(2)]
                while len(tell("active")) < 1 and time.time() < end: pass
                print("one after the other", len(tell("active")))
                for task in reversed(again): task.revoke(terminate=True)
                for task in again: task.get(timeout=30, propagate=False)
                """);

        assertThat(said.lines())
                .anyMatch(line -> line.startsWith("the pool has 1 slots and keeps one at least"))
                .containsSubsequence(
                        "pool will grow 3", "side by side 3", "pool will shrink 1", "one after the other 1");
    }

    @Test
    void whatWaitsBehindAnotherQueuesTaskIsReserved() {
        TaskId slow = sample.send(SampleFixture.request(SampleWorker.SLOW, ""));
        sample.await(slow, TaskState.PROGRESS);

        String said = celery("""
                print(tell("add_consumer", queue="beside"))
                waiting = app.send_task("sample.echo", args=["waits"], queue="beside")
                import time
                end = time.time() + 30
                while not tell("reserved") and time.time() < end: pass
                print("reserved", [(task["id"] == waiting.id, task["name"]) for task in tell("reserved")])
                print("query", tell("query_task", ids=[waiting.id])[waiting.id][0])
                app.control.revoke("%s", terminate=True)
                print(waiting.get(timeout=30), tell("reserved"))
                print(tell("cancel_consumer", queue="beside"))
                """.formatted(slow));

        assertThat(said.lines()).contains("reserved [(True, 'sample.echo')]", "query reserved", "waits []");
    }

    @Test
    void whatAWorkerDoesNotDoItSays() {
        String said = celery("""
                for method in ["pool_restart", "autoscale", "no_such_method"]:
                    print(method, list(tell(method)))
                print("election", tell("election", id="a", topic="b"))
                """);

        assertThat(said.lines())
                .contains("pool_restart ['error']", "autoscale ['error']", "no_such_method ['error']")
                .contains("election {'ok': 'ignored'}");
    }

    @Test
    void celeryLooksCloser() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.SLOW, ""));
        sample.await(id, TaskState.PROGRESS);
        celery("app.control.revoke('" + id + "', terminate=True)");
        sample.await(id, TaskState.REVOKED);

        String said = celery("""
                print("revoked", "%s" in tell("revoked"))
                first, then = tell("clock")["clock"], tell("clock")["clock"]
                print("clock", 0 < first < then)
                print("hello", sorted(tell("hello", from_node="celery@elsewhere", revoked={})))
                print("report", "sample.echo" in tell("report")["ok"])
                print("memory", tell("memsample").endswith("B"), tell("stats")["rusage"]["maxrss"] > 10000)
                print("dump", tell("dump_active"), "sample.asking" in tell("dump_tasks"))
                """.formatted(id));

        assertThat(said.lines())
                .contains(
                        "revoked True",
                        "clock True",
                        "hello ['clock', 'revoked']",
                        "report True",
                        "memory True True",
                        "dump [] True");
    }

    @Test
    void onlyThoseThatAreMeantAnswer() {
        String said = celery("""
                def answers(**to):
                    return len(app.control.broadcast("ping", reply=True, timeout=3, limit=1, **to) or [])
                print("all", answers(), "named", answers(destination=[worker]), "other", answers(destination=["celery@no"]))
                print("glob", answers(pattern="baton*@*", matcher="glob"), answers(pattern="[!b]*", matcher="glob"))
                print("pcre", answers(pattern="baton[0-9]+", matcher="pcre"), answers(pattern="celery", matcher="pcre"))
                """);

        assertThat(said.lines()).contains("all 1 named 1 other 0", "glob 1 0", "pcre 1 0");
    }
}

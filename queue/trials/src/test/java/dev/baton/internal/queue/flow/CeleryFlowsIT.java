package dev.baton.internal.queue.flow;

import dev.baton.task.TaskId;
import dev.baton.testing.Celery;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Workflows that a Celery client starts, of tasks that run in Java and in Python. */
@RequiresServices
class CeleryFlowsIT {
    private static FlowFixture flows;

    @BeforeAll
    static void start() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        flows = new FlowFixture().withPython();
    }

    @AfterAll
    static void stop() {
        if (flows != null) {
            flows.close();
        }
    }

    @Test
    void chainsGoBackAndForth() {
        String said = flows.celery("""
                result = chain(java("add", 1, 2), py("add", 10), java("add", 100), java("add", 1000))()
                show("chain", lambda: result.get(timeout=60))
                show("parents", lambda: [result.parent.get(), result.parent.parent.get(), result.parent.parent.parent.get()])
                show("root", lambda: result.parent.parent.parent.children[0].id == result.parent.parent.id)
                immutable = chain(java("add", 1, 2), java("add", 5, 6, immutable=True), py("add", 1))()
                show("immutable", lambda: immutable.get(timeout=60))
                """);

        assertThat(said)
                .contains("chain 1113")
                .contains("parents [113, 13, 3]")
                .contains("root True")
                .contains("immutable 12");
    }

    @Test
    void groupsAndChordsAreOfBoth() {
        String said = flows.celery("""
                both = group(java("add", 1, 1), py("add", 2, 2), java("add", 3, 3))()
                show("group", lambda: both.get(timeout=60))
                show("python body", lambda: chord([java("add", 1, 1), java("add", 2, 2)])(py("sum")).get(timeout=60))
                show("java body", lambda: chord([py("add", 1, 1), py("add", 2, 2)])(java("sum")).get(timeout=60))
                show("mixed", lambda: chord([py("add", n, n) if n % 2 else java("add", n, n) for n in range(20)])(
                    java("sum")).get(timeout=60))
                show("order", lambda: chord([java("add", n, 0) for n in range(5)])(py("note")).get(timeout=60))
                """);

        assertThat(said)
                .contains("group [2, 4, 6]")
                .contains("python body 6")
                .contains("java body 6")
                .contains("mixed 380")
                .contains("order [0, 1, 2, 3, 4]");
    }

    @Test
    void canvasesNest() {
        String said = flows.celery("""
                show("upgraded", lambda: chain(java("add", 1, 1), group(java("add", 1), py("add", 2)), java("sum"),
                    py("add", 100))().get(timeout=60))
                show("upgraded by python", lambda: chain(py("add", 1, 1), group(java("add", 1), py("add", 2)), java("sum"),
                    java("add", 100))().get(timeout=60))
                show("chord of chains", lambda: chord([chain(java("add", 1, 1), py("add", 1)), chain(py("add", 2, 2),
                    java("add", 2))])(java("sum")).get(timeout=60))
                show("chord of chords", lambda: chord([chord([java("add", 1, 1), py("add", 1, 1)], java("sum")),
                    java("add", 3, 3)])(py("sum")).get(timeout=60))
                show("chain body", lambda: chord([java("add", 1, 1), java("add", 2, 2)])(
                    chain(java("sum"), py("add", 1), java("add", 1))).get(timeout=60))
                show("group at the end", lambda: chain(java("add", 1, 1), group(java("add", 1), py("add", 2)))().get(timeout=60))
                # Where a group follows a group, Celery's own client waits for ever: its results are there all the same.
                show("two groups", lambda: " ".join(member.id for member in chain(java("add", 1, 1),
                    group(java("add", 1), py("add", 2)), group(java("sum"), py("sum")))().results))
                """);

        assertThat(said)
                .contains("upgraded 107")
                .contains("upgraded by python 107")
                .contains("chord of chains 9")
                .contains("chord of chords 10")
                .contains("chain body 8")
                .contains("group at the end [3, 4]");
        Matcher ids = Pattern.compile("two groups (\\S+) (\\S+)").matcher(said);
        assertThat(ids.find()).isTrue();
        assertThat(flows.await(new TaskId(ids.group(1))).result()).isEqualTo(7);
        assertThat(flows.await(new TaskId(ids.group(2))).result()).isEqualTo(7);
    }

    @Test
    void callbacksAreCalledWithTheResult() {
        String said = flows.celery("""
                one = java("add", 1, 2).apply_async(link=py("add", 10).set(task_id="one-callback"))
                show("one", lambda: app.AsyncResult("one-callback").get(timeout=60))
                show("child", lambda: [child.id for child in one.children])
                java("add", 1, 2).apply_async(link=[py("add", 10).set(task_id="first-of-two"),
                    java("add", 20).set(task_id="second-of-two")])
                show("two", lambda: [app.AsyncResult(name + "-of-two").get(timeout=60) for name in ["first", "second"]])
                java("add", 1, 2).apply_async(link=group(py("add", 1).set(task_id="in-group"), java("add", 2)))
                show("in group", lambda: app.AsyncResult("in-group").get(timeout=60))
                java("add", 1, 2).apply_async(link=java("add", 4, 5, immutable=True).set(task_id="immutable-callback"))
                show("immutable", lambda: app.AsyncResult("immutable-callback").get(timeout=60))
                java("add", 1, 2).apply_async(link=java("add", 4).set(task_id="late-callback", countdown=1.5))
                show("late", lambda: app.AsyncResult("late-callback").get(timeout=60))
                """);

        assertThat(said)
                .contains("one 13")
                .contains("child ['one-callback']")
                .contains("two [13, 23]")
                .contains("in group 4")
                .contains("immutable 9")
                .contains("late 7");
    }

    @Test
    void failureIsToldAndEndsWhatCannotRunAnyMore() {
        String said = flows.celery("""
                failed = java("fail", 1).apply_async(link_error=py("note").set(task_id="errback"))
                show("errback", lambda: app.AsyncResult("errback").get(timeout=60) == failed.id)
                java("fail", 1).apply_async(link_error=java("alarm").set(task_id="detailed"))
                show("detailed", lambda: app.AsyncResult("detailed").get(timeout=60))
                broken = chain(java("add", 1, 1), java("fail"), py("add", 1), java("add", 1))()
                show("chain", lambda: broken.get(timeout=60))
                show("middle", lambda: broken.parent.get(timeout=60))
                show("never ran", lambda: broken.children)
                show("before a chord", lambda: chain(java("fail", 7), group(java("add", 1), py("add", 1)), java("sum"))()
                    .get(timeout=60))
                show("in python", lambda: chain(py("add", 1, 1), py("fail"), java("add", 1))().get(timeout=60))
                """);

        assertThat(said)
                .contains("errback True")
                .contains("detailed Boom: no 1")
                .contains("chain Boom no 2")
                .contains("middle Boom no 2")
                .contains("never ran []")
                .contains("before a chord Boom no 7")
                .contains("in python ValueError no 2");
    }

    @Test
    void failedHeaderFailsTheBody() {
        String said = flows.celery("""
                def fails(name, result):
                    show(name, lambda: repr(result.get(timeout=60, propagate=False)))
                body = java("sum").on_error(py("note").set(task_id="chord-errback"))
                result = chord([java("add", 1, 1), java("fail", 5)])(body)
                fails("java", result)
                show("errback", lambda: app.AsyncResult("chord-errback").get(timeout=60) == result.id)
                fails("python body", chord([java("fail", 5), py("add", 1, 1)])(py("sum")))
                fails("python header", chord([java("add", 1, 1), py("fail", 6)])(java("sum")))
                fails("chain in header", chord([chain(java("fail", 8), java("add", 1)), java("add", 1, 1)])(java("sum")))
                fails("chain body", chord([java("fail", 9), java("add", 1, 1)])(chain(java("sum"), py("add", 1))))
                fails("inner", chord([chord([java("fail", 4), java("add", 1, 1)], java("sum")), java("add", 1, 1)])(java("sum")))
                """);

        assertThat(said)
                .containsPattern("java ChordError\\(.Dependency [-0-9a-f]{36} raised Boom\\('no 5'\\)")
                .contains("errback True")
                .containsPattern("python body ChordError\\(.Dependency [-0-9a-f]{36} raised Boom\\('no 5'\\)")
                .containsPattern("python header ChordError\\(.Dependency [-0-9a-f]{36} raised ValueError\\('no 6'\\)")
                .containsPattern("chain in header ChordError\\(.Dependency [-0-9a-f]{36} raised Boom\\('no 8'\\)")
                .containsPattern("chain body ChordError\\(.Dependency [-0-9a-f]{36} raised Boom\\('no 9'\\)")
                .containsPattern("inner ChordError\\(.Dependency [-0-9a-f]{36} raised ChordError");
    }

    /** Redis alone knows the size of a chord that a client of Celery's has started, until a worker receives one of its tasks. */
    @Test
    void sizeIsRememberedOnceAChainInTheHeaderBegins() {
        String id = flows.celery("""
                header = [chain(java("add", 1, 1).set(countdown=4), java("add", 1)), java("add", 2, 2).set(countdown=4)]
                print(chord(header)(java("sum")).id)
                """);
        Patience.await().until(() -> flows.count("chord where body::text like '%" + id + "%' and expected = 2") == 1);

        flows.services.flushRedis();

        assertThat(flows.await(new TaskId(id)).result()).isEqualTo(7);
    }
}

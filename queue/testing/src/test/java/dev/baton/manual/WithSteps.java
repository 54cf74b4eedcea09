package dev.baton.manual;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.result.ChordCounts;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker that runs the steps of workflows, and a chord that a client of Celery's has started. */
abstract class WithSteps extends WithWorker {
    final Steps steps = new Steps();
    final String group = UUID.randomUUID().toString();
    final TaskId body = TaskId.random();

    @BeforeEach
    void startWorker() {
        worker(steps.handlers());
    }

    static Signature.Task add(int a, int b) {
        return Signature.of(Steps.ADD, new Steps.Pair(a, b));
    }

    /** A header task of the chord, as its message says. */
    TaskRequest header(int index) {
        return header(index, Map.of());
    }

    /** The same; the body of the chord has {@code options}. */
    TaskRequest header(int index, Map<String, ?> options) {
        Signature.Task sum = Signature.of(Steps.SUM).with(Options.ID, body.value());
        Options all = sum.options().merged(new Options(new HashMap<>(options)));
        return request(
                index,
                new TaskRequest.Lineage(TaskId.random(), null, group, index, null, null),
                Map.of("chord", sum.with(all).toWire()));
    }

    static TaskRequest request(int number, TaskRequest.Lineage lineage, Map<String, Object> workflow) {
        return new TaskRequest(
                TaskId.random(),
                Steps.ADD.name(),
                List.of(number, number),
                Map.of(),
                TaskRequest.Conditions.NONE,
                lineage,
                workflow);
    }

    ChordCounts counts() {
        return worker().bean(ChordCounts.class);
    }

    void announce(int size) {
        counts().announce(group, size, Optional.empty());
    }

    void send(TaskRequest request) {
        worker().send(Steps.QUEUE, request);
    }

    /** Sends {@code request}, and has it run. */
    void run(TaskRequest request) {
        send(request);
        worker().run();
    }

    /** Puts {@code request} on its queue whatever its eta, as Celery's clients do, and has it run. */
    void deliver(TaskRequest request) {
        CeleryMessage message = worker().bean(MessageCodec.class)
                .encode(request, worker().clock().instant());
        worker().bean(TaskPublisher.class).resend(new TaskQueue(Steps.QUEUE), message);
        worker().run();
    }

    /** What became of {@code id}, which has ended. */
    TaskSnapshot ended(TaskId id) {
        TaskSnapshot known = worker().find(id).orElseThrow();
        assertThat(known.state()).matches(TaskState::isFinal);
        return known;
    }
}

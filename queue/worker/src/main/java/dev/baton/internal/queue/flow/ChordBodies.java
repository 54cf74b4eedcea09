package dev.baton.internal.queue.flow;

import dev.baton.internal.celery.PythonRepr;
import dev.baton.internal.chord.ChordPart;
import dev.baton.internal.chord.OpenChord;
import dev.baton.internal.flow.Flows;
import dev.baton.internal.flow.Options;
import dev.baton.internal.flow.Planner;
import dev.baton.internal.flow.Signature;
import dev.baton.internal.flow.SignatureCodec;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has the body of a chord sent once its header has ended, or fail where a part of that did. */
@Component
final class ChordBodies {
    private static final Logger log = LoggerFactory.getLogger(ChordBodies.class);

    private final Planner planner;
    private final Flows flows;
    private final Failures failures;
    private final Clock clock;

    ChordBodies(Planner planner, Flows flows, Failures failures, Clock clock) {
        this.planner = planner;
        this.flows = flows;
        this.failures = failures;
        this.clock = clock;
    }

    /** Keeps what comes of {@code chord}, in the transaction that ends it, and returns what other chords wait for that ended with it. */
    List<ChordPart> keep(OpenChord chord, Header header) {
        Signature body = SignatureCodec.parse(chord.body());
        String last = header.parts().get(header.parts().size() - 1).task();
        String root = chord.root().orElse(last);
        Optional<ChordPart> failed = header.failed();
        if (failed.isPresent()) {
            String message = "Dependency " + failed.get().task() + " raised " + raised(failed.get());
            TaskFailure failure = new TaskFailure("ChordError", message, "celery.exceptions", null);
            return fail(chord.group(), body, failed.get().task(), failure, root);
        }
        try {
            flows.keep(planner.body(body, header.results(), chord.group(), root, last));
            return List.of();
        } catch (IllegalArgumentException e) {
            TaskFailure failure = TaskFailure.refusal("MalformedWorkflow", String.valueOf(e.getMessage()));
            return fail(chord.group(), body, last, failure, root);
        }
    }

    /** Has {@code chord}, which can never complete, fail for {@code reason}, and returns the same. */
    List<ChordPart> fail(OpenChord chord, String reason) {
        TaskFailure failure = new TaskFailure("ChordError", reason, "celery.exceptions", null);
        String root = chord.root().orElse(chord.group());
        return fail(chord.group(), SignatureCodec.parse(chord.body()), chord.group(), failure, root);
    }

    private List<ChordPart> fail(String group, Signature body, String part, TaskFailure failure, String root) {
        log.info("The chord {} has failed: {}", group, failure.message());
        TaskSnapshot ended = TaskSnapshot.finished(new TaskId(part), new TaskOutcome.GivenUp(failure), clock.instant());
        Unrun unrun = Unrun.of(List.of(body), ended);
        String id = Objects.requireNonNullElse(Failures.idOf(body), part);
        Options lineage = Options.NONE.with("root_id", root).with("parent_id", id);
        failures.call(Failures.errbacksOf(body), id, lineage, failure);
        failures.end(unrun, ended, root);
        return unrun.parts().stream().map(Unrun.Missed::part).toList();
    }

    /** Shows an exception as Python does. */
    private static String raised(ChordPart failed) {
        if (!(failed.result() instanceof Map<?, ?> exception)) {
            return PythonRepr.of(failed.result());
        }
        Object message = exception.get("exc_message");
        List<?> arguments = message instanceof List<?> all ? all : List.of(String.valueOf(message));
        String shown = String.join(", ", arguments.stream().map(PythonRepr::of).toList());
        return exception.get("exc_type") + "(" + shown + ")";
    }
}

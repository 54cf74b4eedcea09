package dev.baton.queue.flow;

import dev.baton.celery.PythonRepr;
import dev.baton.chord.ChordPart;
import dev.baton.chord.OpenChord;
import dev.baton.flow.Flows;
import dev.baton.flow.Options;
import dev.baton.flow.Planner;
import dev.baton.flow.Signature;
import dev.baton.flow.SignatureCodec;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        return header.failed().map(failed -> fail(body, failed, root)).orElseGet(() -> {
            flows.keep(planner.body(body, header.results(), chord.group(), root, last));
            return List.of();
        });
    }

    private List<ChordPart> fail(Signature body, ChordPart failed, String root) {
        String message = "Dependency " + failed.task() + " raised " + raised(failed);
        TaskFailure failure = new TaskFailure("ChordError", message, "celery.exceptions", null);
        log.info("The chord {} has failed: {}", failed.group(), message);
        TaskSnapshot ended =
                TaskSnapshot.finished(new TaskId(failed.task()), new TaskOutcome.GivenUp(failure), clock.instant());
        Unrun unrun = Unrun.of(List.of(body), ended);
        String id = Objects.requireNonNullElse(Failures.idOf(body), failed.task());
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

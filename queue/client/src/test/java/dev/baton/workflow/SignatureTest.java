package dev.baton.workflow;

import dev.baton.internal.celery.Json;
import dev.baton.internal.celery.TaskJson;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SignatureTest {
    private static final Signature.Task A = Signature.of("a");
    private static final Signature.Task B = Signature.of("b", 1);

    @Test
    void whatHasNoMeaningHereIsPassedOnAsItCame() {
        String wire = """
                {"task": "celery.chord", "args": [], "kwargs": {"kwargs": {}, "header": {"task": "celery.group", "args": [],
                "kwargs": {"tasks": [{"task": "a", "args": [1.50, null], "kwargs": {"b": 1}, "options": {"serializer": "json",
                "countdown": 0.30, "task_id": 7, "queue": null, "link": [{"task": "b", "extra": 1}]}, "subtask_type": null,
                "immutable": true}]}, "options": {"group_index": 2.0}, "subtask_type": "group", "immutable": false}, "body":
                {"task": "celery.chain", "args": [], "kwargs": {"tasks": [{"task": "c", "args": [], "kwargs": {}, "options": {},
                "subtask_type": null, "immutable": false}]}, "options": {}, "subtask_type": "chain", "immutable": false}},
                "options": {"unknown": {"a": [1]}}, "subtask_type": "chord", "immutable": false}
                """;

        String written = TaskJson.write(Signature.parse(Json.readObject(wire)).toWire());

        assertThat(written).isEqualTo(TaskJson.write(Json.readObject(wire)));
    }

    @Test
    void whatAWorkflowIsGivenGoesToWhatRunsFirst() {
        Signature given =
                Signature.chain(Signature.chord(List.of(A, B.complete()), A), B).given(List.of(5));

        assertThat(given)
                .isEqualTo(Signature.chain(Signature.chord(List.of(Signature.of("a", 5), B.complete()), A), B));
    }

    @Test
    void resultIsThatOfTheLastTaskOrGroup() {
        Signature.Group group = Signature.group(A, B);

        assertThat(Signature.chain(A, Signature.chord(List.of(A), Signature.chain(A, B)))
                        .last())
                .isEqualTo(B);
        assertThat(Signature.chain(A, group).last()).isEqualTo(group);
    }

    @Test
    void errbacksOfAGroupAreThoseOfItsMembersAndLinkedOnce() {
        Signature linked = Signature.group(A, B).linkError(B).linkError(B);

        assertThat(linked).isEqualTo(Signature.group(A.linkError(B), B.linkError(B)));
        assertThat(A.linkError(B).options().get(Options.LINK_ERROR)).isEqualTo(List.of(B));
    }
}

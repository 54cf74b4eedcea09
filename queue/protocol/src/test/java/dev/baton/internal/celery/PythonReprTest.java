package dev.baton.internal.celery;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PythonReprTest {
    @Test
    void valuesAreShownAsPythonShowsThem() {
        assertThat(PythonRepr.ofTuple(List.of(1))).isEqualTo("(1,)");
        assertThat(PythonRepr.ofTuple(List.of(true, "it's"))).isEqualTo("(True, 'it\\'s')");
        assertThat(PythonRepr.of(Map.of("x", Collections.singletonList(null)))).isEqualTo("{'x': [None]}");
    }

    /** As Celery's own: whoever reads it back must not count on the last bracket. */
    @Test
    void longCallsAreCutAndLoseTheirLastBracket() {
        String shown = PythonRepr.ofTuple(List.of("x".repeat(5000), 7));

        assertThat(shown).hasSize(1024).startsWith("('xxx").endsWith("xxx...");
    }
}

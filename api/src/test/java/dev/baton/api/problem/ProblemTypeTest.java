package dev.baton.api.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemTypeTest {
    @Test
    void everyProblemIsInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        for (ProblemType type : ProblemType.values()) {
            assertThat(readme)
                    .contains("| `" + type.wireName() + "` | " + type.status().value() + " |");
        }
    }

    @Test
    void urisAreStable() {
        assertThat(ProblemType.PHOTO_NOT_ANALYSED.uri()).hasToString("https://baton.dev/problems/photo-not-analysed");
    }

    @Test
    void anyStatusHasAType() {
        assertThat(ProblemType.ofStatus(404)).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(ProblemType.ofStatus(418)).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(ProblemType.ofStatus(502)).isEqualTo(ProblemType.INTERNAL_ERROR);
    }
}

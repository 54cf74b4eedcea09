package dev.baton.api.problem;

import dev.baton.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProblemTypeTest {
    @Test
    void everyProblemIsInTheReference() throws IOException {
        List<String> reference = Files.readAllLines(Checkout.file("docs", "reference", "problems.md"));

        for (ProblemType type : ProblemType.values()) {
            assertThat(reference)
                    .filteredOn(line -> line.startsWith(
                            "| `" + type.wireName() + "` | " + type.status().value() + " | " + type.title() + " | "))
                    .singleElement()
                    .satisfies(line -> assertThat(type.members()).allMatch(name -> line.contains("`" + name + "`")));
            assertThat(reference)
                    .filteredOn(line -> type.members().stream().anyMatch(name -> line.startsWith("| `" + name + "` |")))
                    .hasSameSizeAs(type.members());
        }
    }

    @Test
    void aProblemHasNoMemberThatItsTypeDoesNotName() {
        ProblemException problem = ProblemType.NO_FACE.because("nobody is on it");

        assertThatThrownBy(() -> problem.with("job_id", 1)).isInstanceOf(IllegalArgumentException.class);
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

package dev.baton.models.oracle;

import dev.baton.models.cases.CaseResult;
import dev.baton.models.cases.CaseResult.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * What `make diff-trees` does, by the libraries that the build has from Maven Central. In addition: skipped where they are not, as in a development build, or
 * where their native code does not run.
 */
class DifferentialTest {
    private static final Logger log = LoggerFactory.getLogger(DifferentialTest.class);
    private static final Path JARS = Path.of(System.getProperty("baton.oracles", "target/oracles"));

    @BeforeAll
    static void requireJars() {
        if (!Files.isDirectory(JARS)) {
            skip("no libraries at " + JARS.toAbsolutePath());
        }
    }

    static Stream<Library> libraries() {
        return Libraries.ofJars(JARS).stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void eachModelIsAnsweredAsItsLibraryDoesOrRefusedByName(Library library) {
        try {
            assertThat(DiffTrees.compared(library))
                    .hasSizeGreaterThan(10)
                    .noneMatch(one -> one.verdict() == Verdict.WRONG)
                    .extracting(CaseResult::verdict)
                    .contains(Verdict.RIGHT, Verdict.REFUSED_BY_NAME);
        } catch (LinkageError e) {
            skip("the native code does not run: " + e);
        }
    }

    private static void skip(String reason) {
        log.warn("Skipped: {}", reason);
        abort("Skipped: " + reason);
    }
}

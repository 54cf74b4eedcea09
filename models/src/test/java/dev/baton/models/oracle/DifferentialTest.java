package dev.baton.models.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    static Stream<Path> libraries() throws IOException {
        try (Stream<Path> folders = Files.list(JARS)) {
            return folders.sorted().toList().stream();
        }
    }

    /** Each in a process of its own: what native code of others is in this one is not theirs. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void eachModelIsAnsweredAsItsLibraryDoesOrRefusedByName(Path library) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DiffTrees.class.getName(),
                        library.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();

        lines.stream().filter(line -> line.startsWith("SKIPPED")).forEach(DifferentialTest::skip);
        assertThat(lines).noneMatch(line -> line.startsWith("WRONG"));
        assertThat(lines.get(lines.size() - 1)).matches("models=[1-9]\\d* equal=[1-9]\\d* refused=[1-9] wrong=0 .*");
        assertThat(process.waitFor()).isZero();
    }

    private static void skip(String reason) {
        log.warn("Skipped: {}", reason);
        abort("Skipped: " + reason);
    }
}

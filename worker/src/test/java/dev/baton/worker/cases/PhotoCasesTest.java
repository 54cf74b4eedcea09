package dev.baton.worker.cases;

import dev.baton.models.cases.CaseResult.Verdict;
import dev.baton.testing.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The judge of {@code make cases} tells right answers from wrong ones. */
class PhotoCasesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "whole; completed; RIGHT",
                "whole; 415 unsupported-format | completed; RIGHT",
                "whole; 415 unsupported-format; WRONG",
                "whole; completed with a warning that says about which share is missing; WRONG",
                "whole; completed (turned by 90 degrees); WRONG",
                "avif; 415 unsupported-format (AVIF named); REFUSED_BY_NAME",
                "avif; 415 unsupported-format (HEIC named); WRONG",
                "avif; 422 corrupt-photo; WRONG",
                "avif; completed; WRONG",
                "cut; 422 truncated-photo; REFUSED_BY_NAME",
                "cut; 422 truncated-photo with the byte's place; WRONG",
                "stray; 422 corrupt-photo with the byte's place; REFUSED_BY_NAME",
                "whole; as nobody can tell; WRONG"
            })
    void anAnswerIsJudgedByItsWords(String file, String answer, Verdict verdict) throws IOException {
        Files.write(folder.resolve(file), content(file));
        Files.write(folder.resolve("expected.csv"), List.of("file,right answer", file + "," + answer));

        assertThat(PhotoCases.run(folder))
                .singleElement()
                .satisfies(result ->
                        assertThat(result.verdict()).as(result.detail()).isEqualTo(verdict));
    }

    private static byte[] content(String file) {
        byte[] whole = Pictures.jpeg(64, 48);
        return switch (file) {
            case "avif" -> Pictures.branded("mif1", "avif");
            case "cut" -> Pictures.truncatedJpeg();
            case "stray" -> {
                whole[2] = 0;
                yield whole;
            }
            default -> whole;
        };
    }
}

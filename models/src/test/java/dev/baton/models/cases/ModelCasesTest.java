package dev.baton.models.cases;

import dev.baton.models.SharedData;
import dev.baton.models.cases.CaseResult.Verdict;
import java.io.IOException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Models that were found to answer wrongly without a word, or to be unreadable. In addition: skipped without the data. */
class ModelCasesTest {
    @Test
    void eachModelGivesWhatItsLibraryGivesOrIsRefusedByName() throws IOException {
        assertThat(ModelCases.run(SharedData.require("cases/models")))
                .hasSizeGreaterThanOrEqualTo(8)
                .noneMatch(one -> one.verdict() == Verdict.WRONG);
    }
}

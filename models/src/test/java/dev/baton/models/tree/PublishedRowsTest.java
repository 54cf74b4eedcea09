package dev.baton.models.tree;

import dev.baton.models.SharedData;
import dev.baton.models.runtime.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** An XGBoost booster of 987 trees whose outputs for 76 days are published. In addition: skipped without the data. */
class PublishedRowsTest {
    private static final double TOLERANCE = 1e-6;

    @Test
    void theBoosterGivesWhatWasPublishedForEachOfItsRows() throws IOException {
        Path folder = SharedData.require("mood");
        TreeEnsemble trees = XgboostJson.read(Files.readAllBytes(folder.resolve("xgboost-manic.json")));
        List<String> rows = Files.readAllLines(folder.resolve("features.csv"));
        List<String> published = Files.readAllLines(folder.resolve("expected-manic.csv"));
        String[] names = rows.get(0).split(",", -1);

        assertThat(trees.size()).isEqualTo(987);
        assertThat(rows).hasSize(77);
        for (int row = 1; row < rows.size(); row++) {
            String[] values = rows.get(row).split(",", -1);
            Map<String, Double> features = new HashMap<>();
            for (int column = 1; column < names.length; column++) {
                features.put(names[column], Double.valueOf(values[column]));
            }
            double expected = Double.parseDouble(published.get(row).split(",", -1)[3]);
            assertThat(trees.probabilities(features, Cancellation.none())[0])
                    .as(values[0])
                    .isCloseTo(expected, within(TOLERANCE));
        }
    }
}

package dev.baton.models.bib;

import dev.baton.models.catalog.ModelManifest.Detection;
import dev.baton.models.image.Box;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class YoloDecoderTest {
    private final YoloDecoder decoder = new YoloDecoder(new Detection(0.5, 0.5, 10, List.of("person", "bib")));

    @Test
    void rowsAreCentresSizesAndScoresOfEachLabel() {
        float[] values = new float[6 * 3];
        cell(values, 1, 100, 50, 40, 20, 0.8f);
        values[4 * 3 + 2] = 0.9f; // A person, no bib.

        List<DetectedBib> bibs = decoder.decode(new Tensor("output0", new long[] {1, 6, 3}, values));

        assertThat(bibs).containsExactly(new DetectedBib(new Box(80, 40, 120, 60), 0.8f, false));
    }

    @Test
    void bestOfOverlappingBibsStays() {
        float[] values = new float[6 * 3];
        cell(values, 0, 100, 50, 40, 20, 0.7f);
        cell(values, 1, 102, 50, 40, 20, 0.9f);
        cell(values, 2, 300, 50, 40, 20, 0.6f);

        List<DetectedBib> bibs = decoder.decode(new Tensor("output0", new long[] {1, 6, 3}, values));

        assertThat(bibs).extracting(DetectedBib::score).containsExactly(0.9f, 0.6f);
    }

    @Test
    void bibBelowTheThresholdIsKeptInDoubtWhereTheManifestAsksForIt() {
        YoloDecoder asked = new YoloDecoder(new Detection(0.5, 0.5, 10, List.of("person", "bib"), 0.2, null));
        float[] values = new float[6 * 3];
        cell(values, 0, 100, 50, 40, 20, 0.6f);
        cell(values, 1, 200, 50, 40, 20, 0.3f);
        cell(values, 2, 300, 50, 40, 20, 0.1f);
        Tensor output = new Tensor("output0", new long[] {1, 6, 3}, values);

        assertThat(asked.decode(output)).extracting(DetectedBib::isDoubtful).containsExactly(false, true);
        assertThat(decoder.decode(output)).extracting(DetectedBib::isDoubtful).containsExactly(false);
    }

    @Test
    void outputOfAnotherLayoutIsRefused() {
        Tensor transposed = new Tensor("output0", new long[] {1, 3, 6}, new float[18]);

        assertThatExceptionOfType(InferenceFailedException.class)
                .isThrownBy(() -> decoder.decode(transposed))
                .withMessageContaining("[1, 6, n]");
    }

    @Test
    void detectorWithoutBibsIsRefused() {
        Detection other = new Detection(0.5, 0.5, 10, List.of("person", "dog"));

        assertThatIllegalArgumentException().isThrownBy(() -> new YoloDecoder(other));
    }

    @Test
    void overlapIsSharedAreaOverJoinedArea() {
        assertThat(new Box(0, 0, 10, 10).overlap(new Box(5, 0, 15, 10))).isCloseTo(1 / 3.0, within(1e-9));
    }

    private static void cell(float[] values, int cell, float... column) {
        for (int row = 0; row < 4; row++) {
            values[row * 3 + cell] = column[row];
        }
        values[5 * 3 + cell] = column[4];
    }
}

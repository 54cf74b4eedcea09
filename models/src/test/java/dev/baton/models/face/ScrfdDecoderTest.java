package dev.baton.models.face;

import dev.baton.models.image.Box;
import dev.baton.models.image.Point;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScrfdDecoderTest {
    private static final int[] CELLS = {16, 4, 1};

    private final ScrfdDecoder decoder = new ScrfdDecoder(Faces.INPUT, Faces.DETECTION);

    @Test
    void distancesAreCountedFromTheAnchorInStridesAndScaledBack() {
        List<Tensor> outputs = outputs(2);
        int anchor = 2 * 3 + 1; // Stride 16, second row, second column, second of two anchors.
        outputs.get(1).values()[anchor] = 0.9f;
        System.arraycopy(new float[] {0.5f, 0.25f, 1, 2}, 0, outputs.get(4).values(), anchor * 4, 4);
        outputs.get(7).values()[anchor * 10] = -0.25f;
        outputs.get(7).values()[anchor * 10 + 9] = 0.5f;

        List<DetectedFace> faces = decoder.decode(outputs, 0.5);

        assertThat(faces).hasSize(1);
        assertThat(faces.get(0).score()).isEqualTo(0.9f);
        assertThat(faces.get(0).box()).isEqualTo(new Box(16, 24, 64, 96));
        assertThat(faces.get(0).landmarks().leftEye()).isEqualTo(new Point(24, 32));
        assertThat(faces.get(0).landmarks().rightMouth()).isEqualTo(new Point(32, 48));
    }

    @Test
    void scoreAtTheThresholdIsKeptAndOneBelowIsNot() {
        List<Tensor> outputs = outputs(2);
        outputs.get(0).values()[0] = 0.5f;
        outputs.get(0).values()[30] = 0.4999f;

        assertThat(decoder.decode(outputs, 1)).hasSize(1);
    }

    @Test
    void bestOfOverlappingFacesStays() {
        List<Tensor> outputs = outputs(2);
        for (int anchor = 0; anchor < 2; anchor++) {
            outputs.get(2).values()[anchor] = 0.5f + 0.25f * anchor;
            Arrays.fill(outputs.get(5).values(), anchor * 4, anchor * 4 + 4, 0.5f);
        }

        assertThat(decoder.decode(outputs, 1)).extracting(DetectedFace::score).containsExactly(0.75f);
    }

    @Test
    void leadingBatchDimensionDoesNotMatter() {
        List<Tensor> outputs = new ArrayList<>();
        for (Tensor output : outputs(2)) {
            outputs.add(
                    new Tensor(output.name(), new long[] {1, output.shape()[0], output.shape()[1]}, output.values()));
        }
        outputs.get(0).values()[5] = 0.8f;

        assertThat(decoder.decode(outputs, 1)).hasSize(1);
    }

    @Test
    void modelOfAnotherLayoutIsRefused() {
        assertThatExceptionOfType(InferenceFailedException.class)
                .isThrownBy(() -> decoder.decode(outputs(2).subList(0, 6), 1))
                .withMessageContaining("6");
        assertThatExceptionOfType(InferenceFailedException.class)
                .isThrownBy(() -> decoder.decode(outputs(1), 1))
                .withMessageContaining("stride 8");
    }

    private static List<Tensor> outputs(int anchors) {
        List<Tensor> outputs = new ArrayList<>();
        for (int width : new int[] {1, 4, 10}) {
            for (int cells : CELLS) {
                outputs.add(Faces.zeros("o" + outputs.size(), cells * anchors, width));
            }
        }
        return outputs;
    }
}

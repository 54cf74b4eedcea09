package dev.baton.models.face;

import dev.baton.models.image.Box;
import dev.baton.models.image.Point;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class YunetDecoderTest {
    private final YunetDecoder decoder = new YunetDecoder(Faces.INPUT, Faces.DETECTION);

    @Test
    void boxIsCentredInItsCellAndScaledBack() {
        List<Tensor> outputs = outputs();
        int cell = 3; // Stride 16, second row, second column.
        find(outputs, "cls_16").values()[cell] = 0.81f;
        find(outputs, "obj_16").values()[cell] = 1.5f;
        float[] box = {0.5f, 0.25f, (float) Math.log(2), 0};
        System.arraycopy(box, 0, find(outputs, "bbox_16").values(), cell * 4, 4);
        find(outputs, "kps_16").values()[cell * 10] = 0.25f;

        DetectedFace face = decoder.decode(outputs, 0.5).get(0);

        assertThat(face.score()).isCloseTo(0.9f, within(1e-6f));
        assertThat(face.box()).isEqualTo(new Box(16, 24, 80, 56));
        assertThat(face.landmarks().leftEye()).isEqualTo(new Point(40, 32));
        assertThat(face.landmarks().nose()).isEqualTo(new Point(32, 32));
    }

    @Test
    void missingOutputIsRefused() {
        List<Tensor> outputs = outputs();
        outputs.removeIf(output -> output.name().equals("obj_32"));

        assertThatExceptionOfType(InferenceFailedException.class)
                .isThrownBy(() -> decoder.decode(outputs, 1))
                .withMessageContaining("obj_32");
    }

    private static Tensor find(List<Tensor> outputs, String name) {
        return outputs.stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Tensor> outputs() {
        List<Tensor> outputs = new ArrayList<>();
        for (int stride : new int[] {8, 16, 32}) {
            int cells = (32 / stride) * (32 / stride);
            outputs.add(Faces.zeros("cls_" + stride, cells, 1));
            outputs.add(Faces.zeros("obj_" + stride, cells, 1));
            outputs.add(Faces.zeros("bbox_" + stride, cells, 4));
            outputs.add(Faces.zeros("kps_" + stride, cells, 10));
        }
        return outputs;
    }
}

package dev.baton.models.bib;

import dev.baton.models.catalog.ModelManifest.Detection;
import dev.baton.models.image.Box;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * YOLOv8's output [1, 4 + labels, cells]: rows of centre x, centre y, width, height in input pixels, then one row of scores for each
 * label. Only the label {@code bib} is kept, or the only one there is.
 */
final class YoloDecoder {
    private static final int BOX_ROWS = 4;
    private static final String LABEL = "bib";

    private final Detection detection;
    private final int labelRow;

    YoloDecoder(Detection detection) {
        this.detection = detection;
        int label = detection.labels().size() == 1 ? 0 : detection.labels().indexOf(LABEL);
        if (label < 0) {
            throw new IllegalArgumentException("none of the labels " + detection.labels() + " is " + LABEL);
        }
        this.labelRow = BOX_ROWS + label;
    }

    List<DetectedBib> decode(Tensor output) {
        long[] shape = output.shape();
        int rows = BOX_ROWS + detection.labels().size();
        if (shape.length != 3 || shape[0] != 1 || shape[1] != rows) {
            throw new InferenceFailedException(
                    "a YOLOv8 with labels " + detection.labels() + " should give [1, " + rows + ", n], gave " + output);
        }
        return suppressed(candidates(output.values(), (int) shape[2]));
    }

    private List<DetectedBib> candidates(float[] values, int cells) {
        List<DetectedBib> found = new ArrayList<>();
        for (int cell = 0; cell < cells; cell++) {
            float score = values[labelRow * cells + cell];
            if (score > detection.leastThreshold()) {
                float x = values[cell];
                float y = values[cells + cell];
                float halfWidth = values[2 * cells + cell] / 2;
                float halfHeight = values[3 * cells + cell] / 2;
                Box box = new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
                found.add(new DetectedBib(box, score, score <= detection.scoreThreshold()));
            }
        }
        found.sort(Comparator.comparingDouble(DetectedBib::score).reversed());
        return found;
    }

    private List<DetectedBib> suppressed(List<DetectedBib> sorted) {
        List<DetectedBib> kept = new ArrayList<>();
        for (DetectedBib bib : sorted) {
            if (kept.size() < detection.maxDetections()
                    && kept.stream().noneMatch(k -> k.box().overlap(bib.box()) > detection.nmsThreshold())) {
                kept.add(bib);
            }
        }
        return kept;
    }
}

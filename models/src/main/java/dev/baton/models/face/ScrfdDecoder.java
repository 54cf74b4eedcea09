package dev.baton.models.face;

import dev.baton.models.catalog.ModelManifest.Detection;
import dev.baton.models.catalog.ModelManifest.Input;
import dev.baton.models.image.Box;
import dev.baton.models.image.Point;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * SCRFD of InsightFace. Outputs are told apart by position alone: the scores of all strides, then the boxes, then the landmarks, as
 * distances from an anchor in units of the stride. Nine outputs are three strides of two anchors, fifteen are five of one.
 */
final class ScrfdDecoder implements FaceDecoder {
    private static final int KINDS = 3;
    private static final int FIRST_STRIDE = 8;
    private static final int BOX = 4;
    private static final int POINTS = 2 * Landmarks.COUNT;

    private final Input input;
    private final Detection detection;

    ScrfdDecoder(Input input, Detection detection) {
        this.input = input;
        this.detection = detection;
    }

    @Override
    public List<DetectedFace> decode(List<Tensor> outputs, double scale) {
        int levels = levels(outputs.size());
        int anchors = levels == 3 ? 2 : 1;
        List<DetectedFace> found = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            Level grid = new Level(
                    FIRST_STRIDE << level,
                    anchors,
                    outputs.get(level),
                    outputs.get(levels + level),
                    outputs.get(2 * levels + level));
            decode(grid, (float) scale, found);
        }
        return Overlap.suppress(found, detection.maxDetections(), detection.nmsThreshold(), Overlap::inclusive);
    }

    private static int levels(int outputs) {
        if (outputs != 3 * KINDS && outputs != 5 * KINDS) {
            throw new InferenceFailedException("an SCRFD with landmarks has 9 or 15 outputs, the model has " + outputs);
        }
        return outputs / KINDS;
    }

    private void decode(Level level, float scale, List<DetectedFace> found) {
        int columns = input.width() / level.stride();
        int cells = columns * (input.height() / level.stride()) * level.anchors();
        level.require(cells);
        for (int i = 0; i < cells; i++) {
            float score = level.scores().values()[i];
            if (score >= detection.scoreThreshold()) {
                int cell = i / level.anchors();
                int x = cell % columns * level.stride();
                int y = cell / columns * level.stride();
                found.add(new DetectedFace(level.box(i, x, y, scale), score, level.landmarks(i, x, y, scale)));
            }
        }
    }

    private record Level(int stride, int anchors, Tensor scores, Tensor boxes, Tensor points) {
        void require(int cells) {
            if (scores.size() != cells || boxes.size() != cells * BOX || points.size() != cells * POINTS) {
                throw new InferenceFailedException("SCRFD outputs of stride " + stride + " should have " + cells
                        + " anchors, were " + scores + ", " + boxes + ", " + points);
            }
        }

        Box box(int anchor, int x, int y, float scale) {
            float[] distances = boxes.values();
            int at = anchor * BOX;
            return new Box(
                    (x - distances[at] * stride) / scale,
                    (y - distances[at + 1] * stride) / scale,
                    (x + distances[at + 2] * stride) / scale,
                    (y + distances[at + 3] * stride) / scale);
        }

        Landmarks landmarks(int anchor, int x, int y, float scale) {
            float[] distances = points.values();
            List<Point> found = new ArrayList<>(Landmarks.COUNT);
            for (int at = anchor * POINTS; at < (anchor + 1) * POINTS; at += 2) {
                found.add(new Point((x + distances[at] * stride) / scale, (y + distances[at + 1] * stride) / scale));
            }
            return new Landmarks(found);
        }
    }
}

package dev.baton.models.face;

import dev.baton.models.catalog.ModelManifest.Detection;
import dev.baton.models.catalog.ModelManifest.Input;
import dev.baton.models.image.Box;
import dev.baton.models.image.Point;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * YuNet of OpenCV: outputs {@code cls_S}, {@code obj_S}, {@code bbox_S} and {@code kps_S} for the strides 8, 16 and 32, one anchor a
 * cell.
 */
final class YunetDecoder implements FaceDecoder {
    private static final int[] STRIDES = {8, 16, 32};
    private static final int BOX = 4;
    private static final int POINTS = 2 * Landmarks.COUNT;

    private final Input input;
    private final Detection detection;

    YunetDecoder(Input input, Detection detection) {
        this.input = input;
        this.detection = detection;
    }

    @Override
    public List<DetectedFace> decode(List<Tensor> outputs, double scale) {
        Map<String, Tensor> named = outputs.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
        List<DetectedFace> found = new ArrayList<>();
        for (int stride : STRIDES) {
            decode(stride, named, found);
        }
        List<DetectedFace> kept =
                Overlap.suppress(found, detection.maxDetections(), detection.nmsThreshold(), Overlap::wholePixels);
        return kept.stream().map(face -> unscaled(face, (float) scale)).toList();
    }

    private void decode(int stride, Map<String, Tensor> outputs, List<DetectedFace> found) {
        int columns = input.width() / stride;
        int cells = columns * (input.height() / stride);
        float[] classes = values(outputs, "cls_" + stride, cells);
        float[] objects = values(outputs, "obj_" + stride, cells);
        float[] boxes = values(outputs, "bbox_" + stride, cells * BOX);
        float[] points = values(outputs, "kps_" + stride, cells * POINTS);
        for (int cell = 0; cell < cells; cell++) {
            float score = (float) Math.sqrt(unit(classes[cell]) * unit(objects[cell]));
            if (score >= detection.scoreThreshold()) {
                Cell at = new Cell(cell, cell % columns, cell / columns, stride);
                found.add(new DetectedFace(at.box(boxes), score, at.landmarks(points)));
            }
        }
    }

    private static float[] values(Map<String, Tensor> outputs, String name, int size) {
        Tensor output = outputs.get(name);
        if (output == null || output.size() != size) {
            throw new InferenceFailedException(
                    "a YuNet should have output " + name + " of " + size + " values, was " + output);
        }
        return output.values();
    }

    private static double unit(float value) {
        return Math.max(0, Math.min(1, value));
    }

    private static DetectedFace unscaled(DetectedFace face, float scale) {
        Box box = face.box();
        List<Point> points = face.landmarks().points().stream()
                .map(point -> new Point(point.x() / scale, point.y() / scale))
                .toList();
        Box unscaled = new Box(box.x1() / scale, box.y1() / scale, box.x2() / scale, box.y2() / scale);
        return new DetectedFace(unscaled, face.score(), new Landmarks(points));
    }

    private record Cell(int index, int column, int row, int stride) {
        Box box(float[] values) {
            int at = index * BOX;
            float x = (column + values[at]) * stride;
            float y = (row + values[at + 1]) * stride;
            float width = (float) Math.exp(values[at + 2]) * stride;
            float height = (float) Math.exp(values[at + 3]) * stride;
            return new Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
        }

        Landmarks landmarks(float[] values) {
            List<Point> found = new ArrayList<>(Landmarks.COUNT);
            for (int at = index * POINTS; at < (index + 1) * POINTS; at += 2) {
                found.add(new Point((values[at] + column) * stride, (values[at + 1] + row) * stride));
            }
            return new Landmarks(found);
        }
    }
}

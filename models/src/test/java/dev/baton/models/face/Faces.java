package dev.baton.models.face;

import dev.baton.models.catalog.ModelManifest.Channels;
import dev.baton.models.catalog.ModelManifest.Detection;
import dev.baton.models.catalog.ModelManifest.Input;
import dev.baton.models.image.Box;
import dev.baton.models.image.Point;
import dev.baton.models.runtime.Tensor;
import java.util.List;

/** Faces and outputs of detectors made up for tests; the input is 32 by 32. */
final class Faces {
    static final Input INPUT = new Input(32, 32, Channels.RGB, List.of(127.5, 127.5, 127.5), 1 / 128.0, 0);
    static final Detection DETECTION = new Detection(0.5, 0.4, 100, List.of("face"));

    private Faces() {}

    static DetectedFace at(Box box, double score) {
        Point middle = new Point((box.x1() + box.x2()) / 2, (box.y1() + box.y2()) / 2);
        return new DetectedFace(box, (float) score, new Landmarks(List.of(middle, middle, middle, middle, middle)));
    }

    static Tensor zeros(String name, int rows, int columns) {
        return new Tensor(name, new long[] {rows, columns}, new float[rows * columns]);
    }
}

package dev.baton.models.face;

import dev.baton.models.image.Point;
import java.util.List;

/** Five points of a face, left and right as seen in the photo: left eye, right eye, nose, left and right corner of the mouth. */
public record Landmarks(List<Point> points) {
    static final int COUNT = 5;

    public Landmarks {
        if (points.size() != COUNT) {
            throw new IllegalArgumentException("a face has " + COUNT + " landmarks, not " + points.size());
        }
        points = List.copyOf(points);
    }

    public Point leftEye() {
        return points.get(0);
    }

    public Point rightEye() {
        return points.get(1);
    }

    public Point nose() {
        return points.get(2);
    }

    public Point leftMouth() {
        return points.get(3);
    }

    public Point rightMouth() {
        return points.get(4);
    }
}

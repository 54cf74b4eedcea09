package dev.baton.models.face;

import dev.baton.models.image.Point;
import java.util.List;

/**
 * Rotation, uniform scale and shift that map one set of points onto another with the least squared error: Umeyama's estimate. In the
 * plane it needs no singular value decomposition; reflections are never chosen.
 *
 * @param cosine scale times the cosine of the angle
 * @param sine scale times the sine of the angle
 */
record Similarity(double cosine, double sine, double shiftX, double shiftY) {

    static Similarity between(List<Point> from, List<Point> to) {
        double fromX = from.stream().mapToDouble(Point::x).average().orElseThrow();
        double fromY = from.stream().mapToDouble(Point::y).average().orElseThrow();
        double toX = to.stream().mapToDouble(Point::x).average().orElseThrow();
        double toY = to.stream().mapToDouble(Point::y).average().orElseThrow();
        double dot = 0;
        double cross = 0;
        double spread = 0;
        for (int i = 0; i < from.size(); i++) {
            double x = from.get(i).x() - fromX;
            double y = from.get(i).y() - fromY;
            double u = to.get(i).x() - toX;
            double v = to.get(i).y() - toY;
            dot += x * u + y * v;
            cross += x * v - y * u;
            spread += x * x + y * y;
        }
        if (!(spread > 0)) {
            throw new IllegalArgumentException("the landmarks of a face must not all be one point");
        }
        double cosine = dot / spread;
        double sine = cross / spread;
        return new Similarity(cosine, sine, toX - cosine * fromX + sine * fromY, toY - sine * fromX - cosine * fromY);
    }

    /** The matrix of the transform, 2 by 3, row by row. */
    double[] rows() {
        return new double[] {cosine, -sine, shiftX, sine, cosine, shiftY};
    }
}

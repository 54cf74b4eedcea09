package dev.baton.models.face;

import dev.baton.models.image.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** Non-maximum suppression: of faces that overlap, only the best stays. */
final class Overlap {
    private Overlap() {}

    static List<DetectedFace> suppress(
            List<DetectedFace> found, int max, double threshold, ToDoubleBiFunction<Box, Box> overlap) {
        List<DetectedFace> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingDouble(DetectedFace::score).reversed());
        List<DetectedFace> kept = new ArrayList<>();
        for (DetectedFace face : sorted) {
            if (kept.size() < max
                    && kept.stream().noneMatch(k -> overlap.applyAsDouble(k.box(), face.box()) > threshold)) {
                kept.add(face);
            }
        }
        return kept;
    }

    /** Intersection over union of boxes whose last pixel counts, as in InsightFace. */
    static double inclusive(Box a, Box b) {
        double width = Math.max(0, Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1()) + 1);
        double height = Math.max(0, Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1()) + 1);
        double areas = (a.width() + 1.0) * (a.height() + 1.0) + (b.width() + 1.0) * (b.height() + 1.0);
        return ratio(width * height, areas);
    }

    /** Intersection over union of boxes cut to whole pixels, as in OpenCV's face detector. */
    static double wholePixels(Box a, Box b) {
        double width = Math.max(0, Math.min(right(a), right(b)) - Math.max((int) a.x1(), (int) b.x1()));
        double height = Math.max(0, Math.min(bottom(a), bottom(b)) - Math.max((int) a.y1(), (int) b.y1()));
        double areas = (double) (int) a.width() * (int) a.height() + (double) (int) b.width() * (int) b.height();
        return ratio(width * height, areas);
    }

    private static double right(Box box) {
        return (int) box.x1() + (double) (int) box.width();
    }

    private static double bottom(Box box) {
        return (int) box.y1() + (double) (int) box.height();
    }

    private static double ratio(double intersection, double areas) {
        double union = areas - intersection;
        return union > 0 ? intersection / union : 0;
    }
}

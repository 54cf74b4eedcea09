package dev.baton.models.evaluation;

import dev.baton.models.image.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Average precision at an overlap of 0.5: the area under the precision-recall curve, where the precision at a recall is the best at
 * that recall or above (PASCAL VOC 2010 and later). Each true box is found once; what finds it again is false.
 */
final class AveragePrecision {
    private static final double SAME = 0.5;

    private final List<Found> all = new ArrayList<>();
    private int truths;

    /** Adds one photo; what finds none of {@code boxes}, but something that is excused, counts neither way. */
    void add(List<Scored> detections, List<Box> boxes, Predicate<Box> excused) {
        truths += boxes.size();
        Set<Box> free = new HashSet<>(boxes);
        detections.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .forEach(detection -> {
                    boolean isRight = take(free, detection.box());
                    if (isRight || !excused.test(detection.box())) {
                        all.add(new Found(detection.score(), isRight));
                    }
                });
    }

    private static boolean take(Set<Box> free, Box box) {
        return free.stream()
                .filter(truth -> truth.overlap(box) >= SAME)
                .max(Comparator.comparingDouble(truth -> truth.overlap(box)))
                .map(free::remove)
                .orElse(false);
    }

    /** 0 to 1; NaN when nothing was to be found. */
    double value() {
        all.sort(Comparator.comparingDouble(Found::score).reversed());
        double[] precisions = new double[all.size()];
        int right = 0;
        for (int i = 0; i < precisions.length; i++) {
            right += all.get(i).isRight() ? 1 : 0;
            precisions[i] = (double) right / (i + 1);
        }
        double area = 0;
        double best = 0;
        for (int i = precisions.length - 1; i >= 0; i--) {
            best = Math.max(best, precisions[i]);
            area += all.get(i).isRight() ? best : 0;
        }
        return area / truths;
    }

    /** A detection and how sure the detector was. */
    record Scored(Box box, double score) {}

    private record Found(double score, boolean isRight) {}
}

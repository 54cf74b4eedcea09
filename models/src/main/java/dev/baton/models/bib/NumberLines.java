package dev.baton.models.bib;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_imgproc.ADAPTIVE_THRESH_MEAN_C;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_HEIGHT;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_LEFT;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_TOP;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_WIDTH;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY_INV;
import static org.bytedeco.opencv.global.opencv_imgproc.adaptiveThreshold;
import static org.bytedeco.opencv.global.opencv_imgproc.connectedComponentsWithStats;

/**
 * Finds rows of digit-like shapes in a grey picture: light or dark against their surroundings, of one height, on one level, close
 * together. Tesseract alone finds text on pages, not on shirts.
 */
final class NumberLines {
    private static final double CONTRAST = 12;

    private final int minHeight;
    private final int maxHeight;

    /** For digits of these heights in pixels. */
    NumberLines(int minHeight, int maxHeight) {
        this.minHeight = minHeight;
        this.maxHeight = maxHeight;
    }

    /** The rows, largest characters first. */
    List<NumberLine> in(Mat gray) {
        List<NumberLine> lines = new ArrayList<>();
        for (int window = 2 * minHeight; window <= 2 * maxHeight; window *= 3) {
            lines.addAll(in(gray, window | 1, true));
            lines.addAll(in(gray, window | 1, false));
        }
        lines.sort(Comparator.comparingInt(NumberLine::characterHeight).reversed());
        return lines;
    }

    private List<NumberLine> in(Mat gray, int window, boolean isLight) {
        try (Mat binary = new Mat()) {
            double offset = isLight ? -CONTRAST : CONTRAST;
            int type = isLight ? THRESH_BINARY : THRESH_BINARY_INV;
            adaptiveThreshold(gray, binary, 255, ADAPTIVE_THRESH_MEAN_C, type, window, offset);
            return rows(shapes(binary), isLight);
        }
    }

    private List<Shape> shapes(Mat binary) {
        List<Shape> shapes = new ArrayList<>();
        try (Mat labels = new Mat();
                Mat stats = new Mat();
                Mat centres = new Mat()) {
            int count = connectedComponentsWithStats(binary, labels, stats, centres, 8, CV_32S);
            IntBuffer values = stats.createBuffer();
            int columns = stats.cols();
            for (int label = 1; label < count; label++) {
                int at = label * columns;
                Shape shape = new Shape(
                        values.get(at + CC_STAT_LEFT),
                        values.get(at + CC_STAT_TOP),
                        values.get(at + CC_STAT_WIDTH),
                        values.get(at + CC_STAT_HEIGHT));
                if (isDigitLike(shape, values.get(at + CC_STAT_AREA))) {
                    shapes.add(shape);
                }
            }
        }
        return shapes;
    }

    private boolean isDigitLike(Shape shape, int area) {
        double aspect = (double) shape.width() / shape.height();
        double filled = (double) area / (shape.width() * shape.height());
        return shape.height() >= minHeight
                && shape.height() <= maxHeight
                && aspect > 0.12
                && aspect < 1.3
                && filled > 0.2;
    }

    private static List<NumberLine> rows(List<Shape> shapes, boolean isLight) {
        shapes.sort(Comparator.comparingInt(Shape::left));
        List<List<Shape>> rows = new ArrayList<>();
        for (Shape shape : shapes) {
            rows.stream()
                    .filter(row -> row.get(row.size() - 1).isFollowedBy(shape))
                    .findFirst()
                    .ifPresentOrElse(row -> row.add(shape), () -> rows.add(new ArrayList<>(List.of(shape))));
        }
        return rows.stream()
                .filter(row -> row.size() >= 2)
                .map(row -> new NumberLine(row, isLight))
                .toList();
    }
}

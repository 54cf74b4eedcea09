package dev.baton.models.bib;

import dev.baton.models.image.Box;
import dev.baton.models.runtime.Cancellation;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.NORM_MINMAX;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.normalize;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

/** Reads rows of digit-like shapes: each is turned level, brought to the height Tesseract likes, stretched and made dark on light. */
final class LineReader {
    private static final int CHARACTER_HEIGHT = 36;
    /** Room for a first or last character that was not seen as a shape, and for the frame, in heights of a character. */
    private static final double BESIDE = 0.5;

    private static final double ABOVE = 0.35;
    private static final int MAX_LINES = 40;

    private final TextReader reader;

    LineReader(TextReader reader) {
        this.reader = reader;
    }

    /** What the rows say, with boxes in the grey picture. */
    List<Token> read(Mat gray, NumberLines finder, Cancellation cancellation) {
        List<Token> tokens = new ArrayList<>();
        finder.in(gray).stream().limit(MAX_LINES).forEach(line -> tokens.addAll(read(gray, line, cancellation)));
        return tokens;
    }

    private List<Token> read(Mat gray, NumberLine line, Cancellation cancellation) {
        Box box = line.box();
        try (Mat text = level(gray, line);
                Mat none = new Mat()) {
            normalize(text, text, 0, 255, NORM_MINMAX, -1, none);
            if (line.isLight()) {
                bitwise_not(text, text);
            }
            return reader.read(text, cancellation).stream()
                    .map(token -> new Token(token.text(), token.confidence(), box))
                    .toList();
        }
    }

    /** The row turned level about its middle. */
    private static Mat level(Mat gray, NumberLine line) {
        double angle = Math.atan(line.slope());
        double scale = (double) CHARACTER_HEIGHT / line.characterHeight();
        Box box = line.box();
        double length = box.width() / Math.cos(angle) * scale;
        int width = (int) Math.round(length + 2 * BESIDE * CHARACTER_HEIGHT);
        int height = (int) Math.round((1 + 2 * ABOVE) * CHARACTER_HEIGHT);
        double cosine = Math.cos(angle) * scale;
        double sine = Math.sin(angle) * scale;
        double centreX = (box.x1() + box.x2()) / 2;
        double centreY = (box.y1() + box.y2()) / 2;
        double[] rows = {
            cosine,
            sine,
            width / 2.0 - cosine * centreX - sine * centreY,
            -sine,
            cosine,
            height / 2.0 + sine * centreX - cosine * centreY
        };
        return turned(gray, rows, width, height);
    }

    private static Mat turned(Mat gray, double[] rows, int width, int height) {
        try (Mat matrix = new Mat(2, 3, CV_64FC1);
                Size size = new Size(width, height);
                Scalar none = new Scalar(0)) {
            DoubleBuffer values = matrix.createBuffer();
            values.put(rows);
            Mat text = new Mat();
            warpAffine(gray, text, matrix, size, INTER_LINEAR, BORDER_REPLICATE, none);
            return text;
        }
    }
}

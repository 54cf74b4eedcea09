package dev.baton.models.blur;

import java.nio.DoubleBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_16S;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

/**
 * Population variance of the 3x3 Laplacian. Its values fit 16 bits exactly (-1020 to 1020), and it is taken strip by strip: beside
 * the grey photo only one strip is in memory, whatever the photo's size.
 */
public final class LaplacianVariance {
    private static final int STRIP_ROWS = 256;

    private double sum;
    private double sumOfSquares;

    private LaplacianVariance() {}

    /** Of 8-bit BGR pixels. */
    public static double of(Mat bgr) {
        try (Mat gray = new Mat()) {
            cvtColor(bgr, gray, COLOR_BGR2GRAY);
            return ofGray(gray);
        }
    }

    /** Of 8-bit BGR pixels, brought to {@code longerSide} first. */
    static double of(Mat bgr, int longerSide) {
        double scale = (double) longerSide / Math.max(bgr.cols(), bgr.rows());
        try (Mat smaller = new Mat();
                Size size = new Size()) {
            resize(bgr, smaller, size, scale, scale, INTER_AREA);
            return of(smaller);
        }
    }

    private static double ofGray(Mat gray) {
        LaplacianVariance total = new LaplacianVariance();
        for (int top = 0; top < gray.rows(); top += STRIP_ROWS) {
            total.add(gray, top, Math.min(gray.rows(), top + STRIP_ROWS));
        }
        double pixels = (double) gray.rows() * gray.cols();
        double mean = total.sum / pixels;
        return Math.max(0, total.sumOfSquares / pixels - mean * mean);
    }

    /** A strip is a view: the filter sees the rows above and below it, and reflects only at the photo's own edges. */
    private void add(Mat gray, int top, int bottom) {
        try (Mat strip = gray.rowRange(top, bottom);
                Mat laplacian = new Mat();
                Mat mean = new Mat();
                Mat deviation = new Mat()) {
            Laplacian(strip, laplacian, CV_16S, 1, 1, 0, BORDER_REFLECT_101);
            meanStdDev(laplacian, mean, deviation);
            double pixels = (double) strip.rows() * strip.cols();
            double stripMean = first(mean);
            double stripDeviation = first(deviation);
            sum += pixels * stripMean;
            sumOfSquares += pixels * (stripDeviation * stripDeviation + stripMean * stripMean);
        }
    }

    private static double first(Mat scalar) {
        DoubleBuffer values = scalar.createBuffer();
        return values.get(0);
    }
}

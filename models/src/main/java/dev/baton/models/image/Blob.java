package dev.baton.models.image;

import java.nio.FloatBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;

/** Pixels as a model's input: planes of floats in native memory, freed on close. */
public final class Blob implements AutoCloseable {
    private final Mat planes;
    private final long[] shape;

    private Blob(Mat planes, long[] shape) {
        this.planes = planes;
        this.shape = shape;
    }

    /** Each value becomes {@code (value - mean) * scale}; the means are in the order of the model's channels. */
    public static Blob of(Mat bgr, double[] mean, double scale, boolean swapRedBlue) {
        try (Scalar means = new Scalar(mean[0], mean[1], mean[2], 0);
                Size size = new Size(bgr.cols(), bgr.rows())) {
            Mat planes = blobFromImage(bgr, scale, size, means, swapRedBlue, false, CV_32F);
            return new Blob(planes, new long[] {1, 3, bgr.rows(), bgr.cols()});
        }
    }

    /** A direct buffer, valid until this blob is closed. */
    public FloatBuffer values() {
        return planes.createBuffer();
    }

    public long[] shape() {
        return shape.clone();
    }

    @Override
    public void close() {
        planes.close();
    }
}

package dev.baton.models.face;

import dev.baton.models.catalog.ModelManifest.Alignment;
import dev.baton.models.image.Photo;
import dev.baton.models.image.Point;
import java.nio.DoubleBuffer;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

/** Cuts a face out of a photo so that its landmarks come to lie where an embedder expects them. */
final class FaceAligner {
    private final Alignment alignment;
    private final List<Point> template;

    FaceAligner(Alignment alignment) {
        this.alignment = alignment;
        this.template = alignment.points().stream()
                .map(point -> new Point(point.get(0).floatValue(), point.get(1).floatValue()))
                .toList();
    }

    /** The aligned face, to be closed by the caller. */
    Mat align(Photo photo, Landmarks landmarks) {
        double[] transform = Similarity.between(landmarks.points(), template).rows();
        try (Mat matrix = new Mat(2, 3, CV_64FC1);
                Size size = new Size(alignment.width(), alignment.height());
                Scalar black = new Scalar(0)) {
            DoubleBuffer values = matrix.createBuffer();
            values.put(transform);
            Mat aligned = new Mat();
            warpAffine(photo.pixels(), aligned, matrix, size, INTER_LINEAR, BORDER_CONSTANT, black);
            return aligned;
        }
    }
}

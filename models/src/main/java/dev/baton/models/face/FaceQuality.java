package dev.baton.models.face;

import dev.baton.models.blur.LaplacianVariance;
import dev.baton.models.catalog.ModelManifest.Alignment;
import dev.baton.models.image.Box;
import dev.baton.models.image.Photo;
import dev.baton.models.image.Point;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How well a face can be recognised; every part runs from 0 to 1. It is a rule of thumb for choosing among faces, not a probability.
 *
 * @param overall geometric mean of the parts: one bad part spoils the whole
 * @param score the detector's
 * @param size shorter side of the box, 1 from the size of an aligned face on
 * @param sharpness {@code 1 - exp(-v / 100)} of the Laplacian variance v of the aligned face
 * @param frontality 1 if the nose lies midway between the eyes, 0 if it lies below one of them or beyond
 */
public record FaceQuality(double overall, double score, double size, double sharpness, double frontality) {
    private static final int SIDE = 112;
    private static final double SHARP = 100;
    private static final FaceAligner ALIGNER = new FaceAligner(new Alignment(
            SIDE,
            SIDE,
            List.of(
                    List.of(38.2946, 51.6963),
                    List.of(73.5318, 51.5014),
                    List.of(56.0252, 71.7366),
                    List.of(41.5493, 92.3655),
                    List.of(70.7299, 92.2041))));

    public static FaceQuality of(Photo photo, DetectedFace face) {
        Box box = face.box();
        double score = unit(face.score());
        double size = unit(Math.min(box.width(), box.height()) / SIDE);
        double sharpness = sharpness(photo, face.landmarks());
        double frontality = frontality(face.landmarks());
        double overall = Math.pow(score * size * sharpness * frontality, 0.25);
        return new FaceQuality(overall, score, size, sharpness, frontality);
    }

    private static double sharpness(Photo photo, Landmarks landmarks) {
        try (Mat aligned = ALIGNER.align(photo, landmarks)) {
            return 1 - Math.exp(-LaplacianVariance.of(aligned) / SHARP);
        }
    }

    private static double frontality(Landmarks landmarks) {
        Point left = landmarks.leftEye();
        double axisX = landmarks.rightEye().x() - left.x();
        double axisY = landmarks.rightEye().y() - left.y();
        double noseX = landmarks.nose().x() - left.x();
        double noseY = landmarks.nose().y() - left.y();
        double squared = axisX * axisX + axisY * axisY;
        return squared > 0 ? unit(1 - 2 * Math.abs((noseX * axisX + noseY * axisY) / squared - 0.5)) : 0;
    }

    private static double unit(double value) {
        return Math.max(0, Math.min(1, value));
    }
}

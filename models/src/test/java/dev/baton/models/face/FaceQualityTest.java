package dev.baton.models.face;

import dev.baton.models.image.Box;
import dev.baton.models.image.Drawing;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import dev.baton.models.image.Point;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;

class FaceQualityTest {
    private static final Box BOX = new Box(100, 100, 220, 250);

    @Test
    void largeSharpFrontalFaceIsGood() {
        try (Photo photo = mosaic()) {
            FaceQuality quality = FaceQuality.of(photo, face(BOX, 160));

            assertThat(quality.size()).isEqualTo(1);
            assertThat(quality.sharpness()).isGreaterThan(0.9);
            assertThat(quality.frontality()).isCloseTo(1, within(1e-6));
            assertThat(quality.overall()).isCloseTo(Math.pow(0.9 * quality.sharpness(), 0.25), within(1e-6));
        }
    }

    @Test
    void faceInProfileIsWorthNothing() {
        try (Photo photo = mosaic()) {
            assertThat(FaceQuality.of(photo, face(BOX, 125)).overall()).isZero();
        }
    }

    @Test
    void smallFaceIsWorseThanALargeOne() {
        try (Photo photo = mosaic()) {
            FaceQuality small = FaceQuality.of(photo, face(new Box(130, 150, 158, 190), 160));

            assertThat(small.size()).isEqualTo(0.25);
        }
    }

    @Test
    void blurredFaceIsWorseThanASharpOne() {
        try (Photo photo = mosaic();
                Size size = new Size(31, 31)) {
            double sharp = FaceQuality.of(photo, face(BOX, 160)).overall();
            GaussianBlur(photo.pixels(), photo.pixels(), size, 0);

            assertThat(FaceQuality.of(photo, face(BOX, 160)).overall()).isLessThan(sharp);
        }
    }

    private static DetectedFace face(Box box, float noseX) {
        return new DetectedFace(
                box,
                0.9f,
                new Landmarks(List.of(
                        new Point(130, 150),
                        new Point(190, 150),
                        new Point(noseX, 185),
                        new Point(137, 220),
                        new Point(183, 220))));
    }

    private static Photo mosaic() {
        return new PhotoDecoder().decode(Drawing.encoded(Drawing.mosaic(320, 320, 6), "png"));
    }
}

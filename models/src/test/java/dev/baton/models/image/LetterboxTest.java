package dev.baton.models.image;

import java.awt.Color;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LetterboxTest {
    private static final PhotoDecoder DECODER = new PhotoDecoder();

    @Test
    void widePhotoLiesAtTheTopWithPaddingBelow() {
        try (Photo photo = red(200, 75);
                Letterbox fitted = Letterbox.topLeft(photo, 64, 64, 7)) {
            assertThat(fitted.scale()).isCloseTo(24 / 75.0, within(1e-12));
            assertThat(blue(fitted.pixels(), 23, 63)).isZero();
            assertThat(blue(fitted.pixels(), 24, 0)).isEqualTo(7);
            assertThat(List.of(fitted.pixels().cols(), fitted.pixels().rows())).containsExactly(64, 64);
        }
    }

    @Test
    void scaleIsThatOfTheSideThatFillsTheInput() {
        try (Photo photo = red(80, 53);
                Letterbox fitted = Letterbox.topLeft(photo, 64, 64, 7)) {
            assertThat(fitted.scale()).isEqualTo(0.8);
            assertThat(blue(fitted.pixels(), 42, 0)).isEqualTo(7);
        }
    }

    @Test
    void tallPhotoLiesAtTheLeftWithPaddingBeside() {
        try (Photo photo = red(75, 200);
                Letterbox fitted = Letterbox.topLeft(photo, 64, 64, 7)) {
            assertThat(fitted.scale()).isEqualTo(64 / 200.0);
            assertThat(blue(fitted.pixels(), 63, 23)).isZero();
            assertThat(blue(fitted.pixels(), 0, 24)).isEqualTo(7);
        }
    }

    /** An odd rest of 25 pixels: 12 before, 13 after, as Ultralytics rounds it. */
    @Test
    void centredPhotoHasTheSmallerHalfOfThePaddingFirst() {
        try (Photo photo = red(64, 39);
                Letterbox fitted = Letterbox.centred(photo, 64, 64, 114)) {
            assertThat(fitted.top()).isEqualTo(12);
            assertThat(fitted.left()).isZero();
            assertThat(blue(fitted.pixels(), 11, 0)).isEqualTo(114);
            assertThat(blue(fitted.pixels(), 12, 0)).isZero();
            assertThat(blue(fitted.pixels(), 50, 0)).isZero();
            assertThat(blue(fitted.pixels(), 51, 0)).isEqualTo(114);
        }
    }

    @Test
    void blobHoldsScaledPlanesInTheOrderOfTheModel() {
        try (Photo photo = red(40, 40);
                Blob blob = Blob.of(photo.pixels(), new double[] {127.5, 127.5, 127.5}, 1 / 127.5, true)) {
            FloatBuffer values = blob.values();

            assertThat(blob.shape()).containsExactly(1, 3, 40, 40);
            assertThat(values.remaining()).isEqualTo(3 * 40 * 40);
            assertThat(values.get(0)).isEqualTo(1);
            assertThat(values.get(40 * 40)).isEqualTo(-1);
            assertThat(values.isDirect()).isTrue();
        }
    }

    private static Photo red(int width, int height) {
        return DECODER.decode(Drawing.plain(width, height, Color.RED, "png"));
    }

    private static int blue(Mat pixels, int row, int column) {
        return pixels.ptr(row, column).get(0) & 0xFF;
    }
}

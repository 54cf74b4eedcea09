package dev.baton.models.blur;

import dev.baton.models.image.Drawing;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;

class BlurDetectorTest {
    private static final PhotoDecoder DECODER = new PhotoDecoder();

    private final BlurDetector detector = new BlurDetector();

    @Test
    void heavierBlurHasLowerLaplacian() {
        double last = Double.MAX_VALUE;
        for (int kernel : new int[] {1, 3, 7, 15, 31}) {
            try (Photo photo = mosaic();
                    Size size = new Size(kernel, kernel)) {
                GaussianBlur(photo.pixels(), photo.pixels(), size, 0);

                double variance = detector.detect(photo).laplacianVariance();

                assertThat(variance).isLessThan(last);
                last = variance;
            }
        }
    }

    @Test
    void sharpPhotoIsSharpAndFlatPhotoIsBlurry() {
        try (Photo sharp = mosaic();
                Photo flat = DECODER.decode(Drawing.plain(300, 200, Color.GRAY, "png"))) {
            assertThat(detector.detect(sharp).isBlurry()).isFalse();
            assertThat(detector.detect(sharp).confidence()).isEqualTo(1);
            assertThat(detector.detect(flat)).isEqualTo(new Blur(true, 0, 0, 1));
        }
    }

    /** Counted by hand: the Laplacian of one white pixel on black is -1020 once and 255 four times. */
    @Test
    void varianceIsThatOfTheThreeByThreeKernelOverAllStrips() {
        BufferedImage dot = Drawing.picture(100, 600, graphics -> {});
        dot.setRGB(50, 255, 0xFFFFFF);
        double pixels = 100 * 600;

        try (Photo photo = DECODER.decode(Drawing.encoded(dot, "png"))) {
            double expected = (1020.0 * 1020 + 4 * 255.0 * 255) / pixels;
            assertThat(detector.detect(photo).laplacianVariance()).isCloseTo(expected, within(1e-6 * expected));
        }
    }

    @Test
    void varianceIsNormalisedToALongerSideOf640() {
        try (Photo photo = DECODER.decode(Drawing.encoded(Drawing.mosaic(1280, 640, 6), "png"))) {
            Blur blur = detector.detect(photo);

            assertThat(blur.normalizedVariance())
                    .isCloseTo(blur.laplacianVariance() / 2, within(1e-9 * blur.laplacianVariance()));
        }
    }

    @Test
    void aLargePhotoIsJudgedAsASmallerCopyOfItWouldBe() {
        BufferedImage small = Drawing.mosaic(2048, 512, 6);
        BufferedImage large =
                Drawing.picture(4096, 1024, graphics -> graphics.drawImage(small, 0, 0, 4096, 1024, null));

        try (Photo one = DECODER.decode(Drawing.encoded(small, "png"));
                Photo other = DECODER.decode(Drawing.encoded(large, "png"))) {
            double expected = detector.detect(one).normalizedVariance();
            assertThat(detector.detect(other).normalizedVariance()).isCloseTo(expected, within(0.01 * expected));
            assertThat(detector.detect(other).laplacianVariance())
                    .isLessThan(0.7 * detector.detect(one).laplacianVariance());
        }
    }

    @Test
    void confidenceOfBlurGrowsWithTheDistanceFromTheThreshold() {
        assertThat(Blur.judge(25, 25, 100)).isEqualTo(new Blur(true, 25, 25, 0.75));
        assertThat(Blur.judge(75, 75, 100)).isEqualTo(new Blur(true, 75, 75, 0.25));
    }

    @Test
    void thresholdMustBePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BlurDetector(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BlurDetector(Double.NaN));
    }

    private static Photo mosaic() {
        return DECODER.decode(Drawing.encoded(Drawing.mosaic(300, 520, 8), "png"));
    }
}

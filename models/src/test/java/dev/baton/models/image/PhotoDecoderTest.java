package dev.baton.models.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class PhotoDecoderTest {
    private static final PhotoDecoder DECODER = new PhotoDecoder();

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void pixelsAreBlueGreenRed(String format) {
        try (Photo photo = DECODER.decode(Drawing.plain(64, 48, new Color(200, 100, 50), format))) {
            assertThat(List.of(photo.width(), photo.height())).containsExactly(64, 48);
            assertColor(photo, 10, 10, 50, 100, 200);
        }
    }

    @Test
    void webpIsRead() {
        try (Photo photo = DECODER.decode(Encodings.webp(64, 48, 50, 100, 200))) {
            assertThat(List.of(photo.width(), photo.height())).containsExactly(64, 48);
            assertColor(photo, 10, 10, 50, 100, 200);
        }
    }

    @Test
    void grayIsWidenedToThreeChannels() {
        BufferedImage gray = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((java.awt.image.DataBufferByte) gray.getRaster().getDataBuffer()).getData(), (byte) 90);

        for (String format : List.of("jpg", "png")) {
            try (Photo photo = DECODER.decode(Drawing.encoded(gray, format))) {
                assertColor(photo, 5, 5, 90, 90, 90);
            }
        }
    }

    @Test
    void sixteenBitsAreNarrowedToEight() {
        BufferedImage deep = new BufferedImage(40, 40, BufferedImage.TYPE_USHORT_GRAY);
        Arrays.fill(((java.awt.image.DataBufferUShort) deep.getRaster().getDataBuffer()).getData(), (short) 0x8000);

        try (Photo photo = DECODER.decode(Drawing.encoded(deep, "png"))) {
            assertColor(photo, 5, 5, 128, 128, 128);
        }
    }

    @Test
    void alphaIsDropped() {
        BufferedImage clear = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 40 * 40; i++) {
            clear.setRGB(i % 40, i / 40, 0x20C86432);
        }

        try (Photo photo = DECODER.decode(Drawing.encoded(clear, "png"))) {
            assertColor(photo, 5, 5, 0x32, 0x64, 0xC8);
        }
    }

    @Test
    void invertedCmykOfAdobeIsRead() throws IOException {
        byte[] magenta = Encodings.cmyk(40, 40, 255, 0, 255, 255);

        try (Photo photo = DECODER.decode(magenta)) {
            assertColor(photo, 5, 5, 255, 0, 255);
        }
    }

    /** Where the white quarter, top left before, comes to lie: its horizontal and vertical half. */
    @ParameterizedTest
    @CsvSource({"1,0,0", "2,1,0", "3,1,1", "4,0,1", "5,0,0", "6,1,0", "7,1,1", "8,0,1"})
    void exifOrientationIsApplied(int orientation, int right, int bottom) {
        byte[] jpeg = Drawing.encoded(Drawing.quarters(80, 40), "jpg");

        try (Photo photo = DECODER.decode(Encodings.oriented(jpeg, orientation))) {
            boolean isTurned = orientation >= 5;
            assertThat(List.of(photo.width(), photo.height())).containsExactly(isTurned ? 40 : 80, isTurned ? 80 : 40);
            int x = photo.width() / 4 + right * photo.width() / 2;
            int y = photo.height() / 4 + bottom * photo.height() / 2;
            assertColor(photo, x, y, 255, 255, 255);
        }
    }

    @Test
    void bytesAfterTheEndOfAJpegDoNotMatter() {
        byte[] jpeg = Drawing.plain(64, 48, Color.GREEN, "jpg");
        byte[] longer = Arrays.copyOf(jpeg, jpeg.length + 100);

        try (Photo photo = DECODER.decode(longer)) {
            assertThat(photo.width()).isEqualTo(64);
        }
    }

    @Test
    void pngWithoutPixelsIsRefused() {
        assertRefused(Encodings.pngOf(100, 100), "cannot be decoded");
    }

    @Test
    void whatIsNoPhotoIsRefusedWhateverItsName() {
        assertRefused("this is no photo, though it be called photo.jpg".getBytes(UTF_8), "no photo");
        assertRefused(new byte[0], "empty");
    }

    @Test
    void closedPhotoHasNoPixels() {
        Photo photo = DECODER.decode(Drawing.plain(64, 48, Color.RED, "png"));
        photo.close();

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(photo::pixels);
    }

    private static void assertRefused(byte[] bytes, String reason) {
        assertThatExceptionOfType(UnreadablePhotoException.class)
                .isThrownBy(() -> DECODER.decode(bytes).close())
                .withMessageContaining(reason);
    }

    private static void assertColor(Photo photo, int x, int y, int blue, int green, int red) {
        Mat pixels = photo.pixels();
        int[] expected = {blue, green, red};
        for (int channel = 0; channel < 3; channel++) {
            int value = pixels.ptr(y, x).get(channel) & 0xFF;
            assertThat(value).as("channel %d", channel).isCloseTo(expected[channel], within(4));
        }
    }
}

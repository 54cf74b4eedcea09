package dev.baton.models.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class PhotoDecoderTest {
    /** The content of Adobe's marker, which says that no channel was transformed. */
    private static final byte[] ADOBE = HexFormat.of().parseHex("41646f626500640000000000");

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

    /** libjpeg leaves CMYK as it is, and OpenCV takes it for inverted, as Adobe writes it: with Adobe's marker and without. */
    @Test
    void cmykIsTakenForInvertedWithAndWithoutTheMarkerOfAdobe() throws IOException {
        byte[] magenta = Encodings.cmyk(40, 40, 255, 0, 255, 255);
        byte[] marked = Jpegs.withSegment(magenta, 0xee, ADOBE);

        for (byte[] jpeg : List.of(magenta, marked)) {
            try (Photo photo = DECODER.decode(jpeg)) {
                assertColor(photo, 5, 5, 255, 0, 255);
            }
        }
    }

    /** ImageIO would take it for RGB. */
    @Test
    void jpegWithoutMarkersAndWithOtherNamesOfChannelsIsYcbcr() {
        byte[] jpeg = Jpegs.without(Drawing.plain(64, 48, new Color(200, 100, 50), "jpg"), 0xe0);
        int frame = Jpegs.find(jpeg, 0xc0);
        int scan = Jpegs.find(jpeg, 0xda);
        for (int channel = 0; channel < 3; channel++) {
            jpeg[frame + 10 + 3 * channel] = (byte) channel;
            jpeg[scan + 5 + 2 * channel] = (byte) channel;
        }

        try (Photo photo = DECODER.decode(jpeg)) {
            assertColor(photo, 10, 10, 50, 100, 200);
        }
    }

    /** Adobe's says that the channels are red, green and blue; JFIF knows none but YCbCr. */
    @Test
    void theMarkerOfJfifCountsMoreThanThatOfAdobe() {
        byte[] jpeg = Drawing.plain(64, 48, new Color(200, 100, 50), "jpg");
        int afterJfif = 4 + Jpegs.length(jpeg, 2);
        byte[] both = Jpegs.inserted(
                jpeg,
                afterJfif,
                ByteBuffer.allocate(16).putInt(0xffee000e).put(ADOBE).array());

        try (Photo photo = DECODER.decode(both)) {
            assertColor(photo, 10, 10, 50, 100, 200);
        }
    }

    @Test
    void strayBytesBetweenSegmentsOfAJpegDoNotMatter() {
        byte[] jpeg = Drawing.plain(64, 48, Color.GREEN, "jpg");
        byte[] stray = Jpegs.inserted(jpeg, 4 + Jpegs.length(jpeg, 2), new byte[] {0, 1, 2});

        try (Photo photo = DECODER.decode(stray)) {
            assertThat(photo.width()).isEqualTo(64);
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

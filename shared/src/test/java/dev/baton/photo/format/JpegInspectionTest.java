package dev.baton.photo.format;

import dev.baton.photo.format.UnacceptablePhotoException.Reason;
import dev.baton.testing.Pictures;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is taken of JPEG's many kinds is what the decoder decodes. */
class JpegInspectionTest {
    private static final String SCAN = "ffda00080101003f00f0";

    private final PhotoInspector inspector = new PhotoInspector(new PhotoLimits(1_000_000, 32, 4096, 8_000_000));

    @ParameterizedTest
    @CsvSource({
        "c0, 8, ''",
        "c1, 8, ''",
        "c2, 8, ''",
        "c9, 8, ''",
        "ca, 8, ''",
        "c1, 12, 12-bit",
        "c2, 12, 12-bit",
        "c3, 8, lossless",
        "c3, 16, lossless",
        "cb, 8, lossless",
        "c5, 8, hierarchical",
        "ce, 8, hierarchical",
        "f7, 8, JPEG-LS"
    })
    void whatCannotBeDecodedIsRefusedByItsName(String frame, int precision, String name) {
        byte[] jpeg = file("ff%s000b%02x0064006401011100".formatted(frame, precision) + SCAN);

        if (name.isEmpty()) {
            assertThat(inspector.inspect(jpeg)).isEqualTo(new PhotoHeader(PhotoFormat.JPEG, 100, 100));
        } else {
            assertThat(refusal(jpeg).reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
            assertThat(refusal(jpeg).getMessage()).contains(name);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5})
    void aNumberOfChannelsThatNoPhotoHasIsRefused(int channels) {
        byte[] jpeg = file("ffc000080800640064%02x".formatted(channels) + SCAN);

        assertThat(refusal(jpeg).reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
    }

    /** As libjpeg does, which the decoder is built on. */
    @ParameterizedTest
    @ValueSource(strings = {"00", "0000", "ff00", "abcdef", "ffff", "ff00ff00ff"})
    void strayBytesBetweenSegmentsAreSkipped(String stray) {
        byte[] jpeg = Pictures.jpeg(64, 48);
        int second = 4 + (jpeg[4] & 0xff) * 256 + (jpeg[5] & 0xff);

        assertThat(inspector.inspect(inserted(jpeg, second, stray)))
                .isEqualTo(new PhotoHeader(PhotoFormat.JPEG, 64, 48));
    }

    /** The decoder knows a JPEG by its first three bytes. */
    @Test
    void aStrayByteBeforeTheFirstSegmentIsNamedByItsPlace() {
        UnacceptablePhotoException refusal = refusal(inserted(Pictures.jpeg(64, 48), 2, "00"));

        assertThat(refusal.reason()).isEqualTo(Reason.CORRUPT);
        assertThat(refusal.getMessage()).contains("byte 2 is 0x00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "bf", "c8", "d8", "de", "f0", "fd"})
    void reservedMarkersAreRefusedAsByTheDecoder(String marker) {
        UnacceptablePhotoException refusal = refusal(inserted(Pictures.jpeg(64, 48), 2, "ff" + marker + "0002"));

        assertThat(refusal.reason()).isEqualTo(Reason.CORRUPT);
        assertThat(refusal.getMessage()).contains("0x" + marker + " at byte 2");
    }

    /** Decoders make room for the first. */
    @Test
    void aSecondFrameIsRefused() {
        byte[] jpeg = withSegments("ffc0000b080064006401011100", 1);

        assertThat(refusal(jpeg).getMessage()).contains("more than one JPEG frame");
    }

    /** Each takes a decoder through the whole picture. */
    @Test
    void veryManyScansAreRefused() {
        assertThat(inspector.inspect(withSegments(SCAN, 20)).format()).isEqualTo(PhotoFormat.JPEG);
        assertThat(refusal(withSegments(SCAN, 101)).getMessage()).contains("more than 100 JPEG scans");
    }

    /** The largest photo may have 20. */
    @ParameterizedTest
    @CsvSource({"4000, 2000, 20, true", "4000, 2000, 21, false", "4000, 1000, 40, true", "4000, 1000, 41, false"})
    void theMorePixelsTheFewerScansAreTaken(int width, int height, int scans, boolean taken) {
        byte[] jpeg = file("ffc2000b08%04x%04x01011100".formatted(height, width) + SCAN.repeat(scans));

        if (taken) {
            assertThat(inspector.inspect(jpeg).width()).isEqualTo(width);
        } else {
            assertThat(refusal(jpeg).reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
            assertThat(refusal(jpeg).getMessage()).contains(width + "×" + height, scans + " JPEG scans");
        }
    }

    @Test
    void aJpegWithoutAPictureIsRefused() {
        assertThat(refusal(file("")).reason()).isEqualTo(Reason.CORRUPT);
        assertThat(refusal(file("ffc0000b080064006401011100")).reason()).isEqualTo(Reason.CORRUPT);
    }

    private UnacceptablePhotoException refusal(byte[] jpeg) {
        return catchThrowableOfType(UnacceptablePhotoException.class, () -> inspector.inspect(jpeg));
    }

    private static byte[] file(String segments) {
        return HexFormat.of().parseHex("ffd8" + segments + "ffd9");
    }

    private static byte[] withSegments(String segment, int times) {
        byte[] jpeg = Pictures.jpeg(64, 48);
        return inserted(jpeg, jpeg.length - 2, segment.repeat(times));
    }

    private static byte[] inserted(byte[] jpeg, int at, String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, at);
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.write(jpeg, at, jpeg.length - at);
        return bytes.toByteArray();
    }
}

package dev.baton.photo.format;

import dev.baton.photo.format.UnacceptablePhotoException.Reason;
import dev.baton.testing.Pictures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PhotoInspectorTest {
    private static final PhotoLimits LIMITS = new PhotoLimits(1_000_000, 32, 4096, 8_000_000);

    private final PhotoInspector inspector = new PhotoInspector(LIMITS);

    @Test
    void formatAndSizeAreRead() {
        assertThat(inspector.inspect(Pictures.jpeg(640, 480))).isEqualTo(new PhotoHeader(PhotoFormat.JPEG, 640, 480));
        assertThat(inspector.inspect(Pictures.png(64, 48))).isEqualTo(new PhotoHeader(PhotoFormat.PNG, 64, 48));
    }

    @Test
    void everyColourModelIsTaken() {
        PhotoHeader jpeg = new PhotoHeader(PhotoFormat.JPEG, 64, 48);
        PhotoHeader png = new PhotoHeader(PhotoFormat.PNG, 64, 48);

        assertThat(inspector.inspect(Pictures.grayscaleJpeg())).isEqualTo(jpeg);
        assertThat(inspector.inspect(Pictures.cmykJpeg())).isEqualTo(jpeg);
        assertThat(inspector.inspect(Pictures.pngWithAlpha())).isEqualTo(png);
        assertThat(inspector.inspect(Pictures.deepPng())).isEqualTo(png);
    }

    // RFC 9649: lossy holds 14 bits a side after the start code; lossless 14 bits less one; extended 24 bits less one.
    @Test
    void everyKindOfWebpIsTaken() {
        byte[] lossy = {0, 0, 0, (byte) 0x9d, 0x01, 0x2a, 0x40, 0x01, (byte) 0xf0, 0x00};
        int bits = (320 - 1) | (240 - 1) << 14;
        byte[] lossless = {0x2f, (byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24), 0};
        byte[] extended = {0, 0, 0, 0, 0x3f, 0x01, 0, (byte) 0xef, 0, 0};
        PhotoHeader expected = new PhotoHeader(PhotoFormat.WEBP, 320, 240);

        assertThat(inspector.inspect(Pictures.webp("VP8 ", lossy))).isEqualTo(expected);
        assertThat(inspector.inspect(Pictures.webp("VP8L", lossless))).isEqualTo(expected);
        assertThat(inspector.inspect(Pictures.webp("VP8X", extended))).isEqualTo(expected);
    }

    @Test
    void animatedWebpIsRefused() {
        byte[] animated = {0x02, 0, 0, 0, 0x3f, 0x01, 0, (byte) 0xef, 0, 0};

        assertThat(refusal(Pictures.webp("VP8X", animated))).isEqualTo(Reason.UNSUPPORTED_FORMAT);
    }

    @Test
    void animatedPngIsRefused() {
        assertThat(refusal(Pictures.animatedPng())).isEqualTo(Reason.UNSUPPORTED_FORMAT);
        assertThat(messageFor(Pictures.animatedPng())).contains("an animation");
    }

    /** ISO base media files name a brand, and others that they are compatible with: the general ones tell nothing. */
    @Test
    void filesOfSeveralBrandsAreCalledByTheTellingOne() {
        assertThat(messageFor(Pictures.branded("avif", "mif1"))).contains("an AVIF image");
        assertThat(messageFor(Pictures.branded("mif1", "mif1", "avif", "miaf"))).contains("an AVIF image");
        assertThat(messageFor(Pictures.branded("msf1", "avis"))).contains("an AVIF image");
        assertThat(messageFor(Pictures.branded("mif1", "heic"))).contains("a HEIC image");
        assertThat(messageFor(Pictures.branded("mif1", "miaf"))).contains("a HEIF image");
        assertThat(messageFor(Pictures.branded("isom", "iso2"))).contains("a video");
        assertThat(refusal(Pictures.branded("mif1", "avif"))).isEqualTo(Reason.UNSUPPORTED_FORMAT);
    }

    @Test
    void otherFilesAreRefusedByTheirName() {
        assertThat(messageFor(Pictures.animatedGif())).contains("a GIF").contains("JPEG, PNG or WebP");
        assertThat(messageFor(Pictures.heic())).contains("a HEIC image");
        assertThat(messageFor("some text".getBytes(StandardCharsets.UTF_8))).contains("not an image");
        assertThat(refusal(Pictures.heic())).isEqualTo(Reason.UNSUPPORTED_FORMAT);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThat(refusal(new byte[0])).isEqualTo(Reason.EMPTY);
    }

    @Test
    void aFileOverTheLimitIsRefused() {
        assertThat(refusal(new byte[LIMITS.maxBytes() + 1])).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void noPrefixOfAPhotoIsTaken() {
        for (byte[] whole : new byte[][] {Pictures.jpeg(64, 48), Pictures.png(64, 48)}) {
            for (int length = 12; length < whole.length; length++) {
                assertThat(refusal(Arrays.copyOf(whole, length)))
                        .as("%s of %s bytes", length, whole.length)
                        .isEqualTo(Reason.TRUNCATED);
            }
        }
    }

    @Test
    void aCutOffWebpIsRefused() {
        byte[] whole = Pictures.webp("VP8X", new byte[100]);

        assertThat(refusal(Arrays.copyOf(whole, 60))).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void aPngWithAWrongChecksumIsRefused() {
        byte[] png = Pictures.png(64, 48);
        png[20]++;

        assertThat(refusal(png)).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void tooSmallAndTooLargePicturesAreRefused() {
        assertThat(refusal(Pictures.png(1, 1))).isEqualTo(Reason.TOO_SMALL);
        assertThat(refusal(Pictures.png(64, 31))).isEqualTo(Reason.TOO_SMALL);
        assertThat(refusal(Pictures.pngBomb(30_000, 30_000))).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal(Pictures.pngBomb(4096, 4096))).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal(Pictures.pngBomb(4097, 64))).isEqualTo(Reason.TOO_MANY_PIXELS);
    }

    private Reason refusal(byte[] bytes) {
        return thrownFor(bytes).reason();
    }

    private String messageFor(byte[] bytes) {
        return thrownFor(bytes).getMessage();
    }

    private UnacceptablePhotoException thrownFor(byte[] bytes) {
        return catchThrowableOfType(UnacceptablePhotoException.class, () -> inspector.inspect(bytes));
    }
}

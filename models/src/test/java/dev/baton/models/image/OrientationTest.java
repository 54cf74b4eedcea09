package dev.baton.models.image;

import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A photo is turned as its EXIF data say, whoever wrote them. */
class OrientationTest {
    private static final PhotoDecoder DECODER = new PhotoDecoder();
    private static final byte[] JPEG = Drawing.encoded(Drawing.quarters(80, 40), "jpg");

    /** Where the white quarter, top left before, comes to lie: its horizontal and vertical half. */
    @ParameterizedTest
    @CsvSource({"1,0,0", "2,1,0", "3,1,1", "4,0,1", "5,0,0", "6,1,0", "7,1,1", "8,0,1"})
    void allEightAreApplied(int orientation, int right, int bottom) {
        try (Photo photo = DECODER.decode(Encodings.oriented(JPEG, orientation))) {
            boolean isTurned = orientation >= 5;
            assertThat(List.of(photo.width(), photo.height())).containsExactly(isTurned ? 40 : 80, isTurned ? 80 : 40);
            for (int quarter = 0; quarter < 4; quarter++) {
                int x = photo.width() / 4 + quarter % 2 * photo.width() / 2;
                int y = photo.height() / 4 + quarter / 2 * photo.height() / 2;
                boolean isWhite = (photo.pixels().ptr(y, x).get(1) & 0xff) > 200;
                assertThat(isWhite).isEqualTo(quarter == right + 2 * bottom);
            }
        }
    }

    static Stream<Arguments> integers() {
        return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
                .flatMap(order -> Stream.of(1, 3, 4, 6, 8, 9).map(type -> Arguments.of(order, type)));
    }

    /** BYTE, SHORT, LONG and those with a sign: the standard says SHORT, OpenCV reads no other. */
    @ParameterizedTest
    @MethodSource("integers")
    void anyTypeOfIntegerAndOrderOfBytesIsRead(ByteOrder order, int type) {
        assertThat(isTurned(Encodings.withExif(JPEG, Encodings.exif(order, type, 6))))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("integers")
    void whatIsNoOrientationTurnsNothing(ByteOrder order, int type) {
        for (int wrong : new int[] {0, 9, 100, -1}) {
            assertThat(isTurned(Encodings.withExif(JPEG, Encodings.exif(order, type, wrong))))
                    .isFalse();
        }
    }

    /** ASCII, RATIONAL, UNDEFINED, FLOAT. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 7, 11})
    void whatIsNoIntegerTurnsNothing(int type) {
        assertThat(isTurned(Encodings.withExif(JPEG, Encodings.exif(ByteOrder.LITTLE_ENDIAN, type, 6))))
                .isFalse();
    }

    @Test
    void brokenDataTurnNothing() {
        byte[] exif = Encodings.exif(ByteOrder.BIG_ENDIAN, 3, 6);
        exif[5] = (byte) 0xff;

        assertThat(isTurned(Encodings.withExif(JPEG, exif))).isFalse();
        assertThat(isTurned(Encodings.withExif(JPEG, "no TIFF".getBytes(US_ASCII))))
                .isFalse();
    }

    @Test
    void theFirstOfTwoCounts() {
        byte[] turned = Encodings.exif(ByteOrder.BIG_ENDIAN, 3, 6);
        byte[] upright = Encodings.exif(ByteOrder.BIG_ENDIAN, 3, 1);

        assertThat(isTurned(Encodings.withExif(Encodings.withExif(JPEG, upright), turned)))
                .isTrue();
        assertThat(isTurned(Encodings.withExif(Encodings.withExif(JPEG, turned), upright)))
                .isFalse();
    }

    @Test
    void pngAndWebpAreTurned() {
        byte[] exif = Encodings.exif(ByteOrder.LITTLE_ENDIAN, 4, 8);
        byte[] png = Drawing.encoded(Drawing.quarters(80, 40), "png");
        byte[] webp = Encodings.webp(80, 40, 50, 100, 200);

        assertThat(isTurned(Encodings.withChunk(png, "eXIf", exif))).isTrue();
        assertThat(isTurned(Encodings.extended(webp, 80, 40, 8, exif))).isTrue();
        assertThat(isTurned(png)).isFalse();
        assertThat(isTurned(webp)).isFalse();
    }

    @Test
    void animationsAreRefused() {
        byte[] png = Drawing.encoded(Drawing.quarters(80, 40), "png");
        byte[] webp = Encodings.webp(80, 40, 50, 100, 200);

        for (byte[] animation : List.of(
                Encodings.withChunk(png, "acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0}),
                Encodings.extended(webp, 80, 40, 2, new byte[0]))) {
            assertThatExceptionOfType(UnreadablePhotoException.class)
                    .isThrownBy(() -> DECODER.decode(animation).close())
                    .withMessageContaining("animation");
        }
    }

    private static boolean isTurned(byte[] photo) {
        try (Photo decoded = DECODER.decode(photo)) {
            return decoded.height() == 80;
        }
    }
}

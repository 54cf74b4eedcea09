package dev.baton.models.image;

import dev.baton.models.image.file.PhotoFile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/** libjpeg shows grey where a file has no data, and tells nobody. The photo says how much that is. */
class MissingDataTest {
    private static final PhotoDecoder DECODER = new PhotoDecoder();
    private static final int GREY = 128;
    private static final int UNIT = 16;

    /** No part of it is grey of itself. */
    private static final BufferedImage PICTURE = Drawing.mosaic(320, 160, 10);

    private static final byte[] WHOLE = Drawing.encoded(PICTURE, "jpg");

    @Test
    void ofAWholeJpegNothingIsMissing() {
        for (byte[] jpeg : List.of(WHOLE, Jpegs.progressive(PICTURE), Jpegs.without(WHOLE, 0xe0))) {
            PhotoFile file = PhotoFile.read(jpeg);

            assertThat(file.missing().share(area -> true)).isZero();
            assertThat(file.isCoarse()).isFalse();
            assertThat(warnings(jpeg)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.25, 0.5, 0.9, 0.99})
    void theShareThatIsMissingIsWhatIsGrey(double given) {
        int data = Jpegs.dataOf(WHOLE);
        byte[] cut = Jpegs.endedAt(WHOLE, data + (int) (given * (WHOLE.length - data)));

        double missing = missing(cut);

        // Of the 200 units the one that is cut is missing, and not all grey.
        assertThat(missing).isEqualTo(greyShare(cut), within(1.5 / 200)).isBetween(0.8 * (1 - given), 1.0);
        assertThat(warnings(cut)).singleElement().asString().contains(Math.round(100 * missing) + " % of the photo");
    }

    /** The header says more rows than there are data for: 10 of 563 rows of units. */
    @Test
    void rowsThatOnlyTheHeaderKnowsOfAreMissing() {
        byte[] higher = WHOLE.clone();
        ByteBuffer.wrap(higher).putShort(Jpegs.find(WHOLE, 0xc0) + 5, (short) 9000);

        assertThat(missing(higher)).isEqualTo(1 - 10 / 563.0, within(1e-9));
        assertThat(warnings(higher)).singleElement().asString().contains("about 98 %");
    }

    @Test
    void aJpegWithoutAnyDataIsRefused() {
        byte[] nothing = Jpegs.endedAt(WHOLE, Jpegs.dataOf(WHOLE));

        assertThatExceptionOfType(UnreadablePhotoException.class)
                .isThrownBy(() -> DECODER.decode(nothing).close())
                .withMessageContaining("no data");
    }

    /** What of the eight intervals is there, and how the rows look then: w is as it was, . is grey. */
    @ParameterizedTest
    @CsvSource({
        "01234567, wwwwwwww",
        "0123456_, wwwwwww.",
        "_1234567, .wwwwwww",
        "012_4567, www.wwww",
        "012_45_7, www.ww.w",
        "0123567, wwwww.ww",
        "012367, wwwww..w",
        "01233 4567, wwwwwwww"
    })
    void intervalsThatAreMissingAreCounted(String given, String rows) {
        byte[] jpeg = Jpegs.ofIntervals(intervals(given.replace(" ", "")));

        try (Photo photo = DECODER.decode(jpeg)) {
            String seen = IntStream.range(0, 8)
                    .map(row -> photo.pixels().ptr(8 * row + 4, 30).get() & 0xff)
                    .mapToObj(value -> value == GREY ? "." : value == 159 ? "w" : "?" + value)
                    .reduce("", String::concat);
            assertThat(seen).isEqualTo(rows);
            long grey = rows.chars().filter(row -> row == '.').count();
            assertThat(missing(jpeg)).isEqualTo(grey / 8.0);
            assertThat(photo.warnings()).hasSize(grey == 0 ? 0 : 1);
        }
    }

    // Each interval by its number, or _ for one of no data; behind each its restart marker, where another follows.
    private static List<String> intervals(String given) {
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < given.length(); at++) {
            boolean isThere = given.charAt(at) != '_';
            parts.add(isThere ? Jpegs.INTERVAL : "");
            int number = isThere ? given.charAt(at) - '0' : at;
            parts.add(at == given.length() - 1 ? "" : "ffd" + number);
        }
        return parts;
    }

    @Test
    void aProgressiveJpegThatLacksItsLastScansIsCoarse() {
        byte[] whole = Jpegs.progressive(PICTURE);
        int first = Jpegs.dataOf(whole);
        int second = first
                + IntStream.range(0, whole.length)
                        .filter(at -> whole[first + at] == (byte) 0xff && whole[first + at + 1] != 0)
                        .findFirst()
                        .orElseThrow();

        PhotoFile oneScan = PhotoFile.read(Jpegs.endedAt(whole, second));
        PhotoFile halfAScan = PhotoFile.read(Jpegs.endedAt(whole, (first + second) / 2));

        assertThat(oneScan.missing().share(area -> true)).isZero();
        assertThat(oneScan.isCoarse()).isTrue();
        assertThat(warnings(Jpegs.endedAt(whole, second)))
                .singleElement()
                .asString()
                .contains("lacks details");
        assertThat(halfAScan.missing().share(area -> true)).isBetween(0.3, 0.7);
    }

    /** Frames of films leave out the usual tables. */
    @Test
    void aJpegWithoutTablesIsCountedByTheUsualOnes() {
        byte[] bare = WHOLE;
        for (int table = 0; table < tables(); table++) {
            bare = Jpegs.without(bare, 0xc4);
        }

        assertThat(missing(bare)).isZero();
        assertThat(warnings(bare)).isEmpty();
    }

    private static int tables() {
        int tables = 0;
        for (int at = 2; (WHOLE[at + 1] & 0xff) != Jpegs.SOS; at += 2 + Jpegs.length(WHOLE, at)) {
            tables += (WHOLE[at + 1] & 0xff) == 0xc4 ? 1 : 0;
        }
        return tables;
    }

    /** OpenCV would make a picture of it where it came from a file. */
    @Test
    void aJpegThatIsCutOffIsRefused() {
        for (byte[] whole : List.of(WHOLE, Jpegs.progressive(PICTURE))) {
            for (int length : new int[] {3, 100, whole.length / 2, whole.length - 100}) {
                assertThatExceptionOfType(UnreadablePhotoException.class)
                        .isThrownBy(() ->
                                DECODER.decode(Arrays.copyOf(whole, length)).close());
            }
        }
    }

    private static double missing(byte[] jpeg) {
        return PhotoFile.read(jpeg).missing().share(area -> true);
    }

    /** Counting takes a fifth of the time of decoding, and nearly all photos are whole. */
    @Test
    void dataAreCountedOnlyWhereTheDecoderPutGrey() {
        byte[] cut = Jpegs.endedAt(WHOLE, (Jpegs.dataOf(WHOLE) + WHOLE.length) / 2);

        assertThat(PhotoFile.read(cut).missing().share(area -> false)).isZero();
        assertThat(PhotoFile.read(cut).missing().share(area -> area.left() == 304 && area.top() == 144))
                .isGreaterThan(0.3);
    }

    private static List<String> warnings(byte[] jpeg) {
        try (Photo photo = DECODER.decode(jpeg)) {
            return photo.warnings();
        }
    }

    // Of the units of 16×16, those of which every pixel but the outermost, which are blended, is the decoder's grey.
    private static double greyShare(byte[] jpeg) {
        try (Photo photo = DECODER.decode(jpeg)) {
            int across = photo.width() / UNIT;
            int all = across * (photo.height() / UNIT);
            long grey = IntStream.range(0, all)
                    .filter(unit -> isGrey(photo, unit % across * UNIT, unit / across * UNIT))
                    .count();
            return (double) grey / all;
        }
    }

    private static boolean isGrey(Photo photo, int left, int top) {
        return IntStream.range(0, UNIT * UNIT)
                .filter(at -> at % UNIT > 0 && at % UNIT < UNIT - 1 && at / UNIT > 0 && at / UNIT < UNIT - 1)
                .allMatch(at ->
                        (photo.pixels().ptr(top + at / UNIT, left + at % UNIT).get() & 0xff) == GREY);
    }
}

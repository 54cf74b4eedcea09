package dev.baton.models.bib;

import dev.baton.models.image.Box;
import dev.baton.models.image.Drawing;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceCancelledException;
import dev.baton.models.runtime.InferenceFailedException;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Drawn bibs are easy: these tests show that the whole path works, not how well it reads real ones. */
class BibReaderTest {
    private static final PhotoDecoder DECODER = new PhotoDecoder();
    private static final Color NAVY = new Color(20, 30, 90);

    private static BibReader reader;

    @BeforeAll
    static void open() {
        reader = BibReader.anywhere();
    }

    @AfterAll
    static void close() {
        reader.close();
    }

    @Test
    void nineOfTenDrawnBibsAreReadWhateverTheirSizeAngleAndInk() {
        List<String> missed = new ArrayList<>();
        int drawn = 0;
        for (String number : List.of("1234", "57", "99217")) {
            for (int size : new int[] {40, 150}) {
                for (int degrees : new int[] {0, 8}) {
                    for (boolean isLight : new boolean[] {false, true}) {
                        drawn++;
                        List<Bib> bibs = read(number, size, degrees, isLight).bibs();
                        if (bibs.isEmpty() || !bibs.get(0).number().equals(number)) {
                            missed.add(number + " of " + size + " turned by " + degrees + ": " + bibs);
                        }
                    }
                }
            }
        }

        assertThat(missed).hasSizeLessThanOrEqualTo(drawn / 10);
    }

    @Test
    void boxLiesWhereTheNumberIsAndTheWarningSaysHowItWasFound() {
        BibReading reading = read("1234", 150, 0, false);

        Box box = reading.bibs().get(0).box();
        assertThat(box.overlap(new Box(395, 390, 805, 500))).isGreaterThan(0.6);
        assertThat(reading.warnings()).containsExactly(BibReader.NO_DETECTOR);
        assertThat(reading.bibs().get(0).candidates().get(0).text()).isEqualTo("1234");
    }

    @Test
    void moreDigitsMayBeAskedFor() {
        try (Photo photo = draw("123", 100, 0, false)) {
            assertThat(reader.read(photo, 4, Cancellation.none()).bibs()).isEmpty();
        }
    }

    @Test
    void patternHasNoNumber() {
        try (Photo photo = DECODER.decode(Drawing.encoded(Drawing.mosaic(800, 600, 20), "png"))) {
            assertThat(reader.read(photo).bibs()).isEmpty();
        }
    }

    @Test
    void cancelledReadingEnds() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        try (Photo photo = draw("1234", 100, 0, false)) {
            assertThatExceptionOfType(InferenceCancelledException.class)
                    .isThrownBy(() -> reader.read(photo, 2, cancellation));
        }
    }

    @Test
    void closedReaderRefuses() {
        BibReader closed = BibReader.anywhere();
        closed.close();
        closed.close();

        try (Photo photo = draw("1234", 100, 0, false)) {
            assertThatExceptionOfType(InferenceFailedException.class).isThrownBy(() -> closed.read(photo));
        }
    }

    private static BibReading read(String number, int size, int degrees, boolean isLight) {
        try (Photo photo = draw(number, size, degrees, isLight)) {
            return reader.read(photo);
        }
    }

    private static Photo draw(String number, int size, int degrees, boolean isLight) {
        Color ink = isLight ? Color.WHITE : Color.BLACK;
        Color paper = isLight ? NAVY : Color.WHITE;
        return DECODER.decode(Drawing.encoded(Drawing.bib(number, size, degrees, ink, paper), "jpg"));
    }

    @Test
    void doubtfulBibNeedsANumberThatIsCertain() {
        Box box = new Box(0, 0, 10, 10);
        DetectedBib doubtful = new DetectedBib(box, 0.3f, true);

        assertThat(BibReader.isBelieved(doubtful, 0.99)).isTrue();
        assertThat(BibReader.isBelieved(doubtful, 0.9)).isFalse();
        assertThat(BibReader.isBelieved(new DetectedBib(box, 0.6f, false), 0.1)).isTrue();
    }
}

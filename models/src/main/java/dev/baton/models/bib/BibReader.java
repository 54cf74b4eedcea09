package dev.baton.models.bib;

import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of race bibs. Any thread may call it; Tesseract reads for one at a time. */
public final class BibReader implements AutoCloseable {
    public static final int DEFAULT_MIN_DIGITS = 2;

    private final @Nullable BibDetector detector;

    /** Takes ownership of the detector; without one the whole photo is searched for text. */
    public BibReader(@Nullable BibDetector detector) {
        this.detector = detector;
    }

    public BibReading read(Photo photo) {
        return read(photo, DEFAULT_MIN_DIGITS, Cancellation.none());
    }

    public BibReading read(Photo photo, int minDigits, Cancellation cancellation) {
        if (detector != null) {
            detector.detect(photo, cancellation);
        }
        return new BibReading(List.of(), List.of());
    }

    /** Name of the file with Tesseract's language data. */
    public String dataFile() {
        return "eng.traineddata";
    }

    @Override
    public void close() {
        if (detector != null) {
            detector.close();
        }
    }
}

package dev.baton.models.bib;

import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the numbers of race bibs: on the bibs that a detector finds, with a recogniser, Tesseract or both, or without a detector
 * anywhere in the photo, with Tesseract. Any thread may call it.
 */
public final class BibReader implements AutoCloseable {
    public static final int DEFAULT_MIN_DIGITS = 2;
    /** A number that is read with so much confidence tells that what it stands on is a bib. */
    private static final double CERTAIN = 0.98;

    static final String NO_DETECTOR = "no bib detector is installed: the whole photo was searched for numbers";

    private final Numbers numbers;
    private final NumberReader reader;

    private BibReader(Numbers numbers, NumberReader reader) {
        this.numbers = numbers;
        this.reader = reader;
    }

    /** Searches the whole photo. */
    public static BibReader anywhere() {
        TesseractReader tesseract = new TesseractReader();
        return new BibReader(
                (photo, numbers, cancellation) -> new BibReading(
                        tesseract.anywhere(photo, numbers, cancellation), List.of(NO_DETECTOR), Duration.ZERO),
                tesseract);
    }

    /** Reads the bibs of a detector, which it does not own, with Tesseract. */
    public static BibReader on(BibDetector detector) {
        return on(detector, new TesseractReader());
    }

    /** Reads the bibs of a detector, which it does not own, with a recogniser, which it owns. */
    public static BibReader on(BibDetector detector, CtcReader recognizer) {
        return on(detector, (NumberReader) recognizer);
    }

    /** Reads the bibs of a detector, which it does not own, with a recogniser, which it owns, and with Tesseract. */
    public static BibReader onWithBoth(BibDetector detector, CtcReader recognizer) {
        return on(detector, new BothReaders(recognizer, new TesseractReader()));
    }

    private static BibReader on(BibDetector detector, NumberReader reader) {
        return new BibReader(
                (photo, numbers, cancellation) -> onBibs(detector, reader, photo, numbers, cancellation), reader);
    }

    public BibReading read(Photo photo) {
        return read(photo, DEFAULT_MIN_DIGITS, Cancellation.none());
    }

    /** The bibs, most confident first. */
    public BibReading read(Photo photo, int minDigits, Cancellation cancellation) {
        return numbers.read(photo, new BibNumbers(minDigits), cancellation);
    }

    private static BibReading onBibs(
            BibDetector detector, NumberReader reader, Photo photo, BibNumbers numbers, Cancellation cancellation) {
        long begun = System.nanoTime();
        List<DetectedBib> detected = detector.detect(photo, cancellation);
        Duration detecting = Duration.ofNanos(System.nanoTime() - begun);
        List<Bib> bibs = new ArrayList<>();
        for (DetectedBib found : detected) {
            reader.read(photo, found.box(), numbers, cancellation)
                    .filter(bib -> isBelieved(found, bib.confidence()))
                    .ifPresent(bibs::add);
        }
        bibs.sort(Comparator.comparingDouble(Bib::confidence).reversed());
        return new BibReading(bibs, List.of(), detecting);
    }

    static boolean isBelieved(DetectedBib found, double confidence) {
        return !found.isDoubtful() || confidence >= CERTAIN;
    }

    /** Name of the file with Tesseract's language data. */
    public static String tesseractData() {
        return TesseractLibrary.DATA_FILE;
    }

    @Override
    public void close() {
        reader.close();
    }

    /** One way to find the numbers of a photo. */
    private interface Numbers {
        BibReading read(Photo photo, BibNumbers numbers, Cancellation cancellation);
    }
}

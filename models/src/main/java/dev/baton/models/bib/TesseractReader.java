package dev.baton.models.bib;

import dev.baton.models.image.Box;
import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads numbers with Tesseract, on a bib or anywhere in a photo. Any thread may call it; Tesseract reads for one at a time. */
final class TesseractReader implements NumberReader {
    private static final int MIN_SIDE = 800;
    private static final int MAX_SIDE = 2048;
    private static final int BIB_HEIGHT = 120;
    private static final NumberLines IN_PHOTO = new NumberLines(14, 160);
    private static final NumberLines ON_BIB = new NumberLines(BIB_HEIGHT / 7, BIB_HEIGHT * 7 / 10);
    /** Below this, what is read off a shirt pattern outnumbers what is read off bibs. */
    private static final double MIN_CONFIDENCE_ANYWHERE = 0.6;

    private final TextReader reader = new TextReader();
    private final LineReader lines = new LineReader(reader);

    @Override
    public Optional<Bib> read(Photo photo, Box box, BibNumbers numbers, Cancellation cancellation) {
        try (GrayPicture bib = GrayPicture.part(photo, box, BIB_HEIGHT)) {
            Readings readings = new Readings(box);
            for (Token token : lines.read(bib.pixels(), ON_BIB, cancellation)) {
                numbers.onBib(token.text()).ifPresent(number -> readings.add(number, token.confidence()));
            }
            return readings.bib();
        }
    }

    /** The numbers anywhere in the photo, most confident first. */
    List<Bib> anywhere(Photo photo, BibNumbers numbers, Cancellation cancellation) {
        List<Readings> places = new ArrayList<>();
        try (GrayPicture whole = GrayPicture.whole(photo, MIN_SIDE, MAX_SIDE)) {
            for (Token token : lines.read(whole.pixels(), IN_PHOTO, cancellation)) {
                Optional<String> number = numbers.anywhere(token.text());
                if (number.isPresent() && token.confidence() >= MIN_CONFIDENCE_ANYWHERE) {
                    Box box = whole.inPhoto(token.box()).clippedTo(photo.width(), photo.height());
                    at(box, places).add(number.get(), token.confidence());
                }
            }
        }
        return places.stream()
                .flatMap(place -> place.bib().stream())
                .sorted(Comparator.comparingDouble(Bib::confidence).reversed())
                .toList();
    }

    private static Readings at(Box box, List<Readings> places) {
        Optional<Readings> known =
                places.stream().filter(place -> place.covers(box)).findFirst();
        return known.orElseGet(() -> {
            Readings place = new Readings(box);
            places.add(place);
            return place;
        });
    }

    @Override
    public void close() {
        reader.close();
    }
}

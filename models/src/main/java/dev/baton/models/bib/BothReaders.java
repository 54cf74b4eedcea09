package dev.baton.models.bib;

import dev.baton.models.image.Box;
import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Two readers that err independently: a number that both read is wrong only if both are. Owns them. */
final class BothReaders implements NumberReader {
    private final NumberReader first;
    private final NumberReader second;

    BothReaders(NumberReader first, NumberReader second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public Optional<Bib> read(Photo photo, Box box, BibNumbers numbers, Cancellation cancellation) {
        List<Candidate> all = Stream.of(first, second)
                .flatMap(reader -> reader.read(photo, box, numbers, cancellation).stream())
                .flatMap(bib -> bib.candidates().stream())
                .toList();
        return agreed(all, box);
    }

    /** One bib of what both read: the doubts in a number that was read twice are multiplied. */
    static Optional<Bib> agreed(List<Candidate> all, Box box) {
        Readings readings = new Readings(box);
        for (Candidate one : all) {
            double doubt = all.stream()
                    .filter(other -> other.text().equals(one.text()))
                    .mapToDouble(other -> 1 - other.confidence())
                    .reduce(1, (a, b) -> a * b);
            readings.add(one.text(), 1 - doubt);
        }
        return readings.bib();
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}

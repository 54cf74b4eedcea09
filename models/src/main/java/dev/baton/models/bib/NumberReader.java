package dev.baton.models.bib;

import dev.baton.models.image.Box;
import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import java.util.Optional;

/** Reads the number of one bib whose place is known. */
sealed interface NumberReader extends AutoCloseable permits BothReaders, CtcReader, TesseractReader {

    /** The bib if it has a number; its box is the given one. */
    Optional<Bib> read(Photo photo, Box box, BibNumbers numbers, Cancellation cancellation);

    @Override
    void close();
}

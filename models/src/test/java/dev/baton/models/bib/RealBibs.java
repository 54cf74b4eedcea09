package dev.baton.models.bib;

import dev.baton.models.evaluation.Csv;
import dev.baton.models.image.Box;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import dev.baton.models.runtime.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Photographed bibs, each cut out, with {@code labels.csv}: file,number. Right means all digits, whatever the letters. */
public final class RealBibs {
    private final Path folder;
    private final List<Map<String, String>> labels;

    public RealBibs(Path folder) throws IOException {
        this.folder = folder;
        this.labels = Csv.rows(folder.resolve("labels.csv"));
    }

    /** The share that the recogniser, Tesseract or both read right; owns neither. */
    public double share(CtcReader recognizer, ReaderChoice choice) throws IOException {
        try (TesseractReader tesseract = new TesseractReader()) {
            BothReaders both = new BothReaders(recognizer, tesseract);
            NumberReader reader = choice == ReaderChoice.BOTH ? both : choice.usesRecognizer() ? recognizer : tesseract;
            int right = 0;
            for (Map<String, String> label : labels) {
                right += isRight(reader, label) ? 1 : 0;
            }
            return (double) right / labels.size();
        }
    }

    private boolean isRight(NumberReader reader, Map<String, String> label) throws IOException {
        try (Photo photo = new PhotoDecoder().decode(Files.readAllBytes(folder.resolve(label.get("file"))))) {
            Box all = new Box(0, 0, photo.width(), photo.height());
            Optional<Bib> bib = reader.read(photo, all, new BibNumbers(1), Cancellation.none());
            return bib.map(Bib::number).map(RealBibs::digits).equals(Optional.of(digits(label.get("number"))));
        }
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }
}

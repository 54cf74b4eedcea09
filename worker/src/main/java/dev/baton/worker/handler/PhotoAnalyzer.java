package dev.baton.worker.handler;

import dev.baton.gallery.Embedding;
import dev.baton.models.ModelRegistry;
import dev.baton.models.bib.BibReader;
import dev.baton.models.bib.BibReading;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.face.DetectedFace;
import dev.baton.models.face.FaceDetector;
import dev.baton.models.face.FaceEmbedder;
import dev.baton.models.face.FaceQuality;
import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import dev.baton.photo.Analysis;
import dev.baton.photo.PhotoAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at one decoded photo, once, for all that was asked. Not for use by more than one thread. */
final class PhotoAnalyzer {
    private final ModelRegistry models;
    private final Photo photo;
    private final Cancellation cancellation;
    private final Stopwatch stopwatch;
    private final List<PhotoAnalysis.Unavailable> unavailable = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Embedding> embeddings = new ArrayList<>();

    PhotoAnalyzer(ModelRegistry models, Photo photo, Cancellation cancellation, Stopwatch stopwatch) {
        this.models = models;
        this.photo = photo;
        this.cancellation = cancellation;
        this.stopwatch = stopwatch;
        warnings.addAll(photo.warnings());
    }

    PhotoAnalysis.Blur blur() {
        return Findings.blur(stopwatch.time("blur", () -> models.blurDetector().detect(photo)));
    }

    /** Returns the faces, or null where no detector is installed. */
    @Nullable
    List<PhotoAnalysis.Face> faces() {
        Optional<FaceDetector> detector = models.faceDetector();
        if (detector.isEmpty()) {
            note(Analysis.FACES, ModelRole.FACE_DETECTOR);
            return null;
        }
        List<DetectedFace> detected =
                stopwatch.time("face_detect", () -> detector.get().detect(photo, cancellation));
        embed(detected);
        return stopwatch.time(
                "face_embed",
                () -> detected.stream()
                        .map(face -> Findings.face(face, FaceQuality.of(photo, face)))
                        .toList());
    }

    private void embed(List<DetectedFace> detected) {
        Optional<FaceEmbedder> embedder = models.faceEmbedder();
        if (embedder.isEmpty()) {
            warnings.add("faces were found but cannot be searched for: no face embedder is installed");
            return;
        }
        detected.forEach(face -> embeddings.add(stopwatch.time(
                "face_embed",
                () -> new Embedding(
                        embedder.get().model(), embedder.get().embed(photo, face.landmarks(), cancellation)))));
    }

    /** Returns the bibs, or null where no reader is installed. */
    @Nullable
    List<PhotoAnalysis.Bib> bibs() {
        Optional<BibReader> reader = models.bibReader();
        if (reader.isEmpty()) {
            note(Analysis.BIBS, ModelRole.TEXT_RECOGNIZER);
            return null;
        }
        BibReading reading =
                stopwatch.time("bib_read", () -> reader.get().read(photo, BibReader.DEFAULT_MIN_DIGITS, cancellation));
        warnings.addAll(reading.warnings());
        return reading.bibs().stream().map(Findings::bib).toList();
    }

    private void note(Analysis analysis, ModelRole role) {
        models.unavailable(role)
                .ifPresent(missing -> unavailable.add(new PhotoAnalysis.Unavailable(
                        analysis.wireName(), missing.reason(), missing.installCommand())));
    }

    List<PhotoAnalysis.Unavailable> unavailable() {
        return unavailable;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Returns one embedding for each face that {@link #faces} returned, or none where no embedder is installed. */
    List<Embedding> embeddings() {
        return embeddings;
    }
}

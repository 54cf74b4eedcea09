package dev.baton.worker.handler;

import dev.baton.models.bib.Bib;
import dev.baton.models.blur.Blur;
import dev.baton.models.face.DetectedFace;
import dev.baton.models.face.FaceQuality;
import dev.baton.models.image.Box;
import dev.baton.photo.PhotoAnalysis;
import java.util.List;

/** What the models find, as the task answers it: rounded to what the numbers are worth. */
final class Findings {
    private static final double PIXEL = 100;
    private static final double SCORE = 10_000;

    private Findings() {}

    static PhotoAnalysis.Blur blur(Blur blur) {
        return new PhotoAnalysis.Blur(
                blur.isBlurry(),
                rounded(blur.laplacianVariance(), SCORE),
                rounded(blur.normalizedVariance(), SCORE),
                rounded(blur.confidence(), SCORE));
    }

    static PhotoAnalysis.Face face(DetectedFace face, FaceQuality quality) {
        return new PhotoAnalysis.Face(
                box(face.box()),
                rounded(face.score(), SCORE),
                face.landmarks().points().stream()
                        .map(point -> List.of(rounded(point.x(), PIXEL), rounded(point.y(), PIXEL)))
                        .toList(),
                rounded(quality.overall(), SCORE));
    }

    static PhotoAnalysis.Bib bib(Bib bib) {
        return new PhotoAnalysis.Bib(
                bib.number(),
                rounded(bib.confidence(), SCORE),
                box(bib.box()),
                bib.candidates().stream()
                        .map(candidate ->
                                new PhotoAnalysis.Candidate(candidate.text(), rounded(candidate.confidence(), SCORE)))
                        .toList());
    }

    private static PhotoAnalysis.Box box(Box box) {
        return new PhotoAnalysis.Box(
                rounded(box.x1(), PIXEL), rounded(box.y1(), PIXEL), rounded(box.x2(), PIXEL), rounded(box.y2(), PIXEL));
    }

    private static double rounded(double value, double parts) {
        return Math.round(value * parts) / parts;
    }
}

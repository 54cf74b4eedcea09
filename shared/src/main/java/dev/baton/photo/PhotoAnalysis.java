package dev.baton.photo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was found in one photo. Boxes and landmarks are in pixels of the upright photo, from its upper left corner.
 *
 * @param blur null where it was not asked for
 * @param faces null where not asked for or unavailable
 * @param bibs null where not asked for or unavailable
 * @param unavailable analyses that were asked for but whose model is not installed
 * @param timingsMs milliseconds spent on each step that ran
 */
public record PhotoAnalysis(
        UUID photoId,
        @Nullable String eventId,
        @Nullable String fileName,
        Image image,
        @Nullable Blur blur,
        @Nullable List<Face> faces,
        @Nullable List<Bib> bibs,
        List<Unavailable> unavailable,
        List<String> warnings,
        Map<String, Double> timingsMs) {

    /** Returns the same analysis with the time of one more step. */
    public PhotoAnalysis withTiming(String step, double milliseconds) {
        Map<String, Double> timings = new LinkedHashMap<>(timingsMs);
        timings.put(step, milliseconds);
        return new PhotoAnalysis(photoId, eventId, fileName, image, blur, faces, bibs, unavailable, warnings, timings);
    }

    /** The size of the upright photo in pixels. */
    public record Image(int width, int height) {}

    /**
     * How sharp the photo is.
     *
     * @param laplacianVariance of the whole photo at its own size, as OpenCV gives it
     * @param normalizedVariance the same × 640 / longer side, which is what the threshold is compared with
     * @param confidence 0 to 1
     */
    public record Blur(boolean isBlurry, double laplacianVariance, double normalizedVariance, double confidence) {}

    /** A rectangle, by its upper left and lower right corner. */
    public record Box(double x1, double y1, double x2, double y2) {}

    /**
     * A face.
     *
     * @param landmarks left eye, right eye, nose, left and right corner of the mouth, as seen in the photo: [x, y] each
     * @param quality 0 to 1: how well it can be recognised
     */
    public record Face(Box box, double score, List<List<Double>> landmarks, double quality) {}

    /** A race number, with what else it may read. */
    public record Bib(String number, double confidence, Box box, List<Candidate> candidates) {}

    /** One reading of a bib. */
    public record Candidate(String text, double confidence) {}

    /** An analysis without its model, and the command that installs one. */
    public record Unavailable(String analysis, String reason, String install) {}
}

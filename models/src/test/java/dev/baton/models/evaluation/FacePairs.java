package dev.baton.models.evaluation;

import dev.baton.models.face.FaceEmbedder;
import dev.baton.models.face.Landmarks;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import dev.baton.models.image.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Held-out portraits and an altered copy of each, with {@code faces.csv}: file,portrait,kind,1,…,x5,y5; the kind is
 * {@code original} or how it was altered.
 */
final class FacePairs {
    private static final String ORIGINAL = "original";
    private static final int LANDMARKS = 5;

    private final Path folder;
    private final List<Map<String, String>> rows;

    FacePairs(Path folder) throws IOException {
        this.folder = folder;
        this.rows = Csv.rows(folder.resolve("faces.csv"));
    }

    /**
     * The share of altered copies that are as similar to their original as a threshold demands that lets this share of the pairs of
     * different portraits pass.
     */
    double trueAcceptance(FaceEmbedder embedder, double falseAcceptance) throws IOException {
        Map<String, float[]> originals = new TreeMap<>();
        Map<String, float[]> copies = new TreeMap<>();
        for (Map<String, String> row : rows) {
            Map<String, float[]> kind = row.get("kind").equals(ORIGINAL) ? originals : copies;
            kind.put(row.get("portrait"), embed(embedder, row));
        }
        List<Double> genuine = new ArrayList<>();
        List<Double> impostors = new ArrayList<>();
        originals.forEach((portrait, original) -> copies.forEach(
                (other, copy) -> (portrait.equals(other) ? genuine : impostors).add(similarity(original, copy))));
        impostors.sort(null);
        int let = (int) Math.floor(falseAcceptance * impostors.size());
        double threshold = impostors.get(impostors.size() - 1 - let);
        return (double) genuine.stream().filter(one -> one > threshold).count() / genuine.size();
    }

    private float[] embed(FaceEmbedder embedder, Map<String, String> row) throws IOException {
        try (Photo photo = new PhotoDecoder().decode(Files.readAllBytes(folder.resolve(row.get("file"))))) {
            List<Point> points = new ArrayList<>();
            for (int i = 1; i <= LANDMARKS; i++) {
                points.add(new Point(Float.parseFloat(row.get("x" + i)), Float.parseFloat(row.get("y" + i))));
            }
            return embedder.embed(photo, new Landmarks(points));
        }
    }

    static double similarity(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot;
    }
}

package dev.baton.models.evaluation;

import dev.baton.models.GoldenPhoto;
import dev.baton.models.face.DetectedFace;
import dev.baton.models.face.FaceDetector;
import dev.baton.models.face.FaceEmbedder;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reference photos: which of their faces are found, and how alike the faces are. */
final class RealFaces {
    private static final double SAME = 0.5;

    private final List<Known> known = new ArrayList<>();
    private int faces;
    private int found;
    private int wrong;

    RealFaces(FaceDetector detector, FaceEmbedder embedder) throws IOException {
        for (Map.Entry<String, GoldenPhoto> golden : GoldenPhoto.all().entrySet()) {
            try (Photo photo = new PhotoDecoder().decode(golden.getValue().bytes(golden.getKey()))) {
                look(golden.getKey(), golden.getValue(), photo, detector.detect(photo), embedder);
            }
        }
    }

    private void look(
            String name, GoldenPhoto golden, Photo photo, List<DetectedFace> detected, FaceEmbedder embedder) {
        Set<DetectedFace> free = new HashSet<>(detected);
        faces += golden.faces().size();
        for (GoldenPhoto.Face face : golden.faces()) {
            Optional<DetectedFace> same = free.stream()
                    .filter(one -> one.box().overlap(face.box()) >= SAME)
                    .max(Comparator.comparingDouble(one -> one.box().overlap(face.box())));
            same.ifPresent(one -> {
                free.remove(one);
                found++;
                known.add(new Known(name, golden.person(), embedder.embed(photo, one.landmarks())));
            });
        }
        wrong += free.size();
    }

    double recall() {
        return (double) found / faces;
    }

    int wrong() {
        return wrong;
    }

    /** The least similarity of two faces of one person. */
    double sameMin() {
        return similarities(true).stream().min(Double::compare).orElse(Double.NaN);
    }

    /** The greatest similarity of two faces that are surely of two persons: named otherwise, or side by side in a photo. */
    double differentMax() {
        return similarities(false).stream().max(Double::compare).orElse(Double.NaN);
    }

    private List<Double> similarities(boolean same) {
        List<Double> similarities = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            for (Known other : known.subList(i + 1, known.size())) {
                if (same ? known.get(i).isSame(other) : known.get(i).isOther(other)) {
                    similarities.add(FacePairs.similarity(known.get(i).embedding, other.embedding));
                }
            }
        }
        return similarities;
    }

    private static final class Known {
        private final String photo;
        private final String person;
        private final float[] embedding;

        Known(String photo, @Nullable String person, float[] embedding) {
            this.photo = photo;
            this.person = person == null ? "" : person;
            this.embedding = embedding;
        }

        boolean isSame(Known other) {
            return !person.isEmpty() && person.equals(other.person);
        }

        boolean isOther(Known other) {
            boolean areNamed = !person.isEmpty() && !other.person.isEmpty();
            return photo.equals(other.photo) || (areNamed && !person.equals(other.person));
        }
    }
}

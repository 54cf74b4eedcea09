package dev.baton.models.evaluation;

import dev.baton.models.bib.BibDetector;
import dev.baton.models.bib.BibReader;
import dev.baton.models.face.DetectedFace;
import dev.baton.models.face.FaceDetector;
import dev.baton.models.face.FaceEmbedder;
import dev.baton.models.image.Photo;
import java.util.ArrayList;
import java.util.List;

/** Time that the models take for photos, against that of two reference models for the faces alone, photo by photo in turn. */
final class PhotoTime {
    private static final int ROUNDS = 9;

    private final List<Photo> photos;

    PhotoTime(List<Photo> photos) {
        this.photos = List.copyOf(photos);
    }

    /** The sum of the photos' median times, as a share of the reference's; each is warmed up by one round. */
    double ratio(Pack pack, FaceDetector referenceDetector, FaceEmbedder referenceEmbedder) {
        try (FaceDetector faces = pack.faceDetector();
                FaceEmbedder embedder = pack.faceEmbedder();
                BibDetector bibs = pack.bibDetector();
                BibReader reader = pack.bibReader(bibs)) {
            double all = 0;
            double reference = 0;
            for (Photo photo : photos) {
                List<Long> ours = new ArrayList<>();
                List<Long> theirs = new ArrayList<>();
                for (int round = 0; round <= ROUNDS; round++) {
                    ours.add(nanoseconds(() -> {
                        embedAll(photo, faces, embedder);
                        reader.read(photo);
                    }));
                    theirs.add(nanoseconds(() -> embedAll(photo, referenceDetector, referenceEmbedder)));
                }
                all += median(ours);
                reference += median(theirs);
            }
            return all / reference;
        }
    }

    private static void embedAll(Photo photo, FaceDetector detector, FaceEmbedder embedder) {
        for (DetectedFace face : detector.detect(photo)) {
            embedder.embed(photo, face.landmarks());
        }
    }

    private static long nanoseconds(Runnable run) {
        long begun = System.nanoTime();
        run.run();
        return System.nanoTime() - begun;
    }

    private static double median(List<Long> times) {
        List<Long> sorted = times.stream().skip(1).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}

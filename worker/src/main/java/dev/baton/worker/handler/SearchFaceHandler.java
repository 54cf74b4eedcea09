package dev.baton.worker.handler;

import dev.baton.gallery.Embedding;
import dev.baton.gallery.FaceIndex;
import dev.baton.gallery.Tenants;
import dev.baton.handler.RefusedException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.models.ModelRegistry;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.face.DetectedFace;
import dev.baton.models.face.FaceDetector;
import dev.baton.models.face.FaceEmbedder;
import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import dev.baton.photo.FaceMatches;
import dev.baton.photo.PhotoAnalysis;
import dev.baton.photo.PhotoTasks;
import dev.baton.photo.SearchFace;
import dev.baton.photo.store.PhotoStore;
import dev.baton.photo.store.PhotoStoreUnavailableException;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskType;
import dev.baton.task.TimeLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** {@code face.search}: finds the photos in which the face of a selfie is, and forgets the selfie. */
@Component
final class SearchFaceHandler implements TaskHandler<SearchFace, FaceMatches> {
    private static final Logger log = LoggerFactory.getLogger(SearchFaceHandler.class);

    // What ArcFace-like embedders are used with where their authors recommend nothing.
    private static final double USUAL_THRESHOLD = 0.4;

    private final PhotoLoader loader;
    private final PhotoStore photos;
    private final ModelRegistry models;
    private final FaceIndex faces;

    SearchFaceHandler(PhotoLoader loader, PhotoStore photos, ModelRegistry models, FaceIndex faces) {
        this.loader = loader;
        this.photos = photos;
        this.models = models;
        this.faces = faces;
    }

    @Override
    public TaskType<SearchFace, FaceMatches> type() {
        return PhotoTasks.SEARCH;
    }

    @Override
    public RetryRules retries() {
        return PhotoLoader.RETRIES;
    }

    @Override
    public TimeLimits limits() {
        return PhotoLoader.LIMITS;
    }

    @Override
    public Effects<FaceMatches> prepare(TaskContext context, SearchFace input) {
        Cancellation cancellation = new Cancellation();
        context.onCancel(cancellation::cancel);
        Optional<FaceDetector> detector = models.faceDetector();
        Optional<FaceEmbedder> embedder = models.faceEmbedder();
        if (detector.isEmpty() || embedder.isEmpty()) {
            FaceMatches nothing = new FaceMatches(0, 0, List.of(), unavailable(), List.of());
            return () -> nothing;
        }
        try (PhotoLoader.Loaded loaded = loader.load(input.selfie())) {
            List<DetectedFace> detected = detector.get().detect(loaded.photo(), cancellation);
            DetectedFace wanted = largest(detected);
            FaceMatches matches = search(input, embedder.get(), loaded.photo(), wanted, detected.size());
            return () -> matches;
        }
    }

    private static DetectedFace largest(List<DetectedFace> detected) {
        return detected.stream()
                .max(Comparator.comparingDouble(
                        face -> (double) face.box().width() * face.box().height()))
                .orElseThrow(() -> new RefusedException(
                        "NoFace", "there is no face in the selfie; send a photo that shows one from the front"));
    }

    private FaceMatches search(
            SearchFace input, FaceEmbedder embedder, Photo photo, DetectedFace wanted, int detected) {
        Embedding embedding = new Embedding(embedder.model(), embedder.embed(photo, wanted.landmarks()));
        double threshold =
                input.threshold() == null ? embedder.samePersonSimilarity().orElse(USUAL_THRESHOLD) : input.threshold();
        int topK = input.topK() == null ? SearchFace.DEFAULT_TOP_K : input.topK();
        FaceIndex.Scope scope =
                new FaceIndex.Scope(input.tenantId() == null ? Tenants.DEFAULT : input.tenantId(), input.eventId());
        List<String> warnings = new ArrayList<>(photo.warnings());
        if (detected > 1) {
            warnings.add(detected + " faces are in the selfie; the largest was searched for");
        }
        return new FaceMatches(
                detected, threshold, faces.search(embedding, scope, threshold, topK), List.of(), warnings);
    }

    private List<PhotoAnalysis.Unavailable> unavailable() {
        return Stream.of(ModelRole.FACE_DETECTOR, ModelRole.FACE_EMBEDDER)
                .flatMap(role -> models.unavailable(role).stream())
                .limit(1)
                .map(missing -> new PhotoAnalysis.Unavailable("faces", missing.reason(), missing.installCommand()))
                .toList();
    }

    @Override
    public Optional<Runnable> cleanUp(SearchFace input) {
        return Optional.of(() -> delete(input));
    }

    private void delete(SearchFace input) {
        try {
            photos.delete(input.selfie().key());
        } catch (PhotoStoreUnavailableException e) {
            log.warn("The selfie {} could not be deleted", input.selfie().key(), e);
        }
    }
}

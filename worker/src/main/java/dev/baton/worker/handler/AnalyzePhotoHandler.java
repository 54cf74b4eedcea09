package dev.baton.worker.handler;

import dev.baton.gallery.AnalysedPhoto;
import dev.baton.gallery.Embedding;
import dev.baton.gallery.Gallery;
import dev.baton.gallery.Tenants;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.models.ModelRegistry;
import dev.baton.models.runtime.Cancellation;
import dev.baton.photo.Analysis;
import dev.baton.photo.AnalyzePhoto;
import dev.baton.photo.PhotoAnalysis;
import dev.baton.photo.PhotoTasks;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskId;
import dev.baton.task.TaskType;
import dev.baton.task.TimeLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** {@code photo.analyze}: finds how sharp a photo is, the faces and the bibs in it, and stores them. */
@Component
final class AnalyzePhotoHandler implements TaskHandler<AnalyzePhoto, PhotoAnalysis> {
    private final PhotoLoader loader;
    private final ModelRegistry models;
    private final Gallery gallery;

    AnalyzePhotoHandler(PhotoLoader loader, ModelRegistry models, Gallery gallery) {
        this.loader = loader;
        this.models = models;
        this.gallery = gallery;
    }

    @Override
    public TaskType<AnalyzePhoto, PhotoAnalysis> type() {
        return PhotoTasks.ANALYZE;
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
    public Effects<PhotoAnalysis> prepare(TaskContext context, AnalyzePhoto input) {
        Cancellation cancellation = new Cancellation();
        context.onCancel(cancellation::cancel);
        Stopwatch stopwatch = new Stopwatch();
        try (PhotoLoader.Loaded loaded = stopwatch.time("decode", () -> loader.load(input.photo()))) {
            PhotoAnalyzer analyzer = new PhotoAnalyzer(models, loaded.photo(), cancellation, stopwatch);
            PhotoAnalysis analysis = new PhotoAnalysis(
                    photoId(context.id(), input),
                    input.eventId(),
                    input.fileName(),
                    new PhotoAnalysis.Image(
                            loaded.photo().width(), loaded.photo().height()),
                    input.wants(Analysis.BLUR) ? analyzer.blur() : null,
                    input.wants(Analysis.FACES) ? analyzer.faces() : null,
                    input.wants(Analysis.BIBS) ? analyzer.bibs() : null,
                    analyzer.unavailable(),
                    analyzer.warnings(),
                    stopwatch.timings());
            List<Embedding> embeddings = analyzer.embeddings();
            String sha256 = loaded.sha256();
            return () ->
                    store(new AnalysedPhoto(context.id(), tenant(input), input.photo(), sha256, analysis, embeddings));
        }
    }

    private PhotoAnalysis store(AnalysedPhoto photo) {
        Stopwatch stopwatch = new Stopwatch();
        stopwatch.time("store", () -> {
            gallery.store(photo);
            return photo;
        });
        return photo.analysis().withTiming("store", stopwatch.timings().getOrDefault("store", 0.0));
    }

    // A Celery client need not name the photo: the same task must then make the same id each time it is delivered.
    private static UUID photoId(TaskId id, AnalyzePhoto input) {
        return input.photoId() == null
                ? UUID.nameUUIDFromBytes(("photo of " + id).getBytes(StandardCharsets.UTF_8))
                : input.photoId();
    }

    private static UUID tenant(AnalyzePhoto input) {
        return input.tenantId() == null ? Tenants.DEFAULT : input.tenantId();
    }
}

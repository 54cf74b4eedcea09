package dev.baton.models;

import dev.baton.models.bib.BibDetector;
import dev.baton.models.bib.BibReader;
import dev.baton.models.bib.CtcReader;
import dev.baton.models.bib.ReaderChoice;
import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.face.FaceDetector;
import dev.baton.models.face.FaceEmbedder;
import dev.baton.models.runtime.OnnxModel;
import dev.baton.models.runtime.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the roles side by side and keeps what came of each; if one refuses, those already loaded are closed again. */
final class LoadedRoles implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LoadedRoles.class);

    private final RoleLoader loader;
    private final ReaderChoice choice;
    private final ConcurrentLinkedDeque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<LoadedModel> loaded = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<Unavailable> unavailable = new ConcurrentLinkedDeque<>();
    private final CompletableFuture<Optional<FaceDetector>> faceDetector;
    private final CompletableFuture<Optional<FaceEmbedder>> faceEmbedder;
    private final CompletableFuture<Optional<BibReader>> bibReader;

    LoadedRoles(RoleLoader loader, ReaderChoice choice) {
        this.loader = loader;
        this.choice = choice;
        ExecutorService threads = Executors.newFixedThreadPool(3);
        faceDetector = CompletableFuture.supplyAsync(() -> open(ModelRole.FACE_DETECTOR, FaceDetector::new), threads);
        faceEmbedder = CompletableFuture.supplyAsync(() -> open(ModelRole.FACE_EMBEDDER, FaceEmbedder::new), threads);
        bibReader = CompletableFuture.supplyAsync(this::openBibReader, threads);
        threads.shutdown();
        await();
    }

    private void await() {
        try {
            CompletableFuture.allOf(faceDetector, faceEmbedder, bibReader).join();
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof RuntimeException refused ? refused : e;
        }
    }

    private <T extends AutoCloseable> Optional<T> open(
            ModelRole role, BiFunction<ModelManifest, OnnxModel, T> factory) {
        return open(role, factory, unavailable::add);
    }

    private <T extends AutoCloseable> Optional<T> open(
            ModelRole role, BiFunction<ModelManifest, OnnxModel, T> factory, Consumer<Unavailable> otherwise) {
        Optional<RoleModel> model = loader.load(role, otherwise);
        model.ifPresent(one -> opened.add(one.onnx()));
        Optional<T> ready = model.map(one -> factory.apply(one.installed().manifest(), one.onnx()));
        model.map(RoleModel::description).ifPresent(this::note);
        return ready;
    }

    private Optional<BibReader> openBibReader() {
        Optional<BibDetector> detector = open(ModelRole.BIB_DETECTOR, BibDetector::new);
        if (detector.isEmpty()) {
            return openTesseract(BibReader::anywhere);
        }
        // Where the packs have no recogniser, Tesseract takes its place.
        Optional<CtcReader> recognizer = choice.usesRecognizer()
                ? open(ModelRole.TEXT_RECOGNIZER, CtcReader::new, missing -> {})
                : Optional.empty();
        return recognizer
                .map(one -> openReader(detector.get(), one))
                .orElseGet(() -> openTesseract(() -> BibReader.on(detector.get())));
    }

    private Optional<BibReader> openReader(BibDetector detector, CtcReader recognizer) {
        Optional<BibReader> both = choice.usesTesseract()
                ? openTesseract(() -> BibReader.onWithBoth(detector, recognizer))
                : Optional.empty();
        return both.or(() -> Optional.of(BibReader.on(detector, recognizer)));
    }

    /** Tesseract comes with this library; where it does not run, the numbers that it would read are missing. */
    private Optional<BibReader> openTesseract(Supplier<BibReader> factory) {
        long started = System.nanoTime();
        try {
            BibReader reader = factory.get();
            opened.add(reader);
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            String data = BibReader.tesseractData();
            note(new LoadedModel(ModelRole.TEXT_RECOGNIZER, "tesseract", data, "", Provider.CPU, took));
            return Optional.of(reader);
        } catch (LinkageError | RuntimeException e) {
            log.warn("Tesseract cannot be used, it will read no bibs", e);
            unavailable.add(new Unavailable(
                    ModelRole.TEXT_RECOGNIZER, "Tesseract cannot be used on this machine: " + e.getMessage(), ""));
            return Optional.empty();
        }
    }

    private void note(LoadedModel model) {
        loaded.add(model);
        log.info(
                "Loaded {} {}/{} in {} ms on {}",
                model.role(),
                model.pack(),
                model.file(),
                model.took().toMillis(),
                model.provider());
    }

    Optional<FaceDetector> faceDetector() {
        return faceDetector.join();
    }

    Optional<FaceEmbedder> faceEmbedder() {
        return faceEmbedder.join();
    }

    Optional<BibReader> bibReader() {
        return bibReader.join();
    }

    List<LoadedModel> loaded() {
        return List.copyOf(loaded);
    }

    List<Unavailable> unavailable() {
        return List.copyOf(unavailable);
    }

    @Override
    public void close() {
        for (AutoCloseable model = opened.pollLast(); model != null; model = opened.pollLast()) {
            try {
                model.close();
            } catch (Exception e) {
                log.warn("A model could not be unloaded", e);
            }
        }
    }
}

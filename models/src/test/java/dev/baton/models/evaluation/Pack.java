package dev.baton.models.evaluation;

import dev.baton.models.bib.BibDetector;
import dev.baton.models.bib.BibReader;
import dev.baton.models.bib.CtcReader;
import dev.baton.models.catalog.InstalledModel;
import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Detection;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.catalog.ModelStore;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.catalog.PackManifest;
import dev.baton.models.face.FaceDetector;
import dev.baton.models.face.FaceEmbedder;
import dev.baton.models.runtime.InferenceEngine;
import dev.baton.models.runtime.InferenceSettings;
import dev.baton.models.runtime.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The models of one pack, each opened as often as it is asked for; files that are not built in lie in the directory. */
final class Pack {
    /** Low enough for the whole precision-recall curve. */
    private static final double ALL = 0.01;

    private final PackManifest manifest;
    private final ModelStore store;
    private final InferenceEngine engine = new InferenceEngine(InferenceSettings.defaults());

    Pack(String name, Path directory) {
        PackCatalog catalog = PackCatalog.bundled();
        manifest = catalog.find(name)
                .orElseThrow(() -> new IllegalArgumentException("no pack " + name + ", known: " + catalog.names()));
        store = new ModelStore(directory, catalog);
    }

    FaceDetector faceDetector() {
        return new FaceDetector(manifest(ModelRole.FACE_DETECTOR), onnx(ModelRole.FACE_DETECTOR));
    }

    FaceEmbedder faceEmbedder() {
        return new FaceEmbedder(manifest(ModelRole.FACE_EMBEDDER), onnx(ModelRole.FACE_EMBEDDER));
    }

    BibDetector bibDetector() {
        return new BibDetector(manifest(ModelRole.BIB_DETECTOR), onnx(ModelRole.BIB_DETECTOR));
    }

    /** The detector with all that it finds, however unsure. */
    BibDetector unsureBibDetector() {
        ModelManifest usual = manifest(ModelRole.BIB_DETECTOR);
        Detection kept = usual.requireDetection();
        Detection all = new Detection(ALL, kept.nmsThreshold(), kept.maxDetections(), kept.labels());
        ModelManifest unsure = new ModelManifest(
                usual.role(),
                usual.file(),
                usual.size(),
                usual.sha256(),
                usual.licence(),
                usual.source(),
                null,
                usual.decoder(),
                usual.input(),
                all,
                null,
                null,
                null,
                null);
        return new BibDetector(unsure, onnx(ModelRole.BIB_DETECTOR));
    }

    CtcReader recognizer() {
        return new CtcReader(manifest(ModelRole.TEXT_RECOGNIZER), onnx(ModelRole.TEXT_RECOGNIZER));
    }

    /** The usual reader, which owns the recogniser but not the detector. */
    BibReader bibReader(BibDetector detector) {
        return BibReader.on(detector, recognizer());
    }

    /** Bytes of all files. */
    long size() {
        return manifest.models().stream()
                .mapToLong(model -> open(model).content().remaining())
                .sum();
    }

    private ModelManifest manifest(ModelRole role) {
        return manifest.model(role)
                .orElseThrow(() -> new IllegalArgumentException("pack " + manifest.name() + " has no " + role));
    }

    private OnnxModel onnx(ModelRole role) {
        ByteBuffer content = open(manifest(role)).content();
        return engine.load(manifest(role).file(), content);
    }

    private InstalledModel open(ModelManifest model) {
        return store.open(manifest, model)
                .orElseThrow(() ->
                        new IllegalArgumentException(model.file() + " is not installed: " + manifest.installCommand()));
    }
}

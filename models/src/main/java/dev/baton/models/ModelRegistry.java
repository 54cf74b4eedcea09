package dev.baton.models;

import dev.baton.models.bib.BibReader;
import dev.baton.models.blur.BlurDetector;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.catalog.UntrustedModelException;
import dev.baton.models.face.FaceDetector;
import dev.baton.models.face.FaceEmbedder;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that are ready. A missing pack leaves its roles empty, with the reason; a file that is not the pinned one refuses to
 * start. Any thread may use what it hands out until the registry is closed.
 */
public final class ModelRegistry implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ModelRegistry.class);

    private final BlurDetector blurDetector = new BlurDetector();
    private final LoadedRoles roles;

    private ModelRegistry(LoadedRoles roles) {
        this.roles = roles;
    }

    /**
     * Loads all roles at once.
     *
     * @throws UntrustedModelException if an installed file is not the one its manifest pins
     */
    public static ModelRegistry load(ModelSettings settings) {
        PackCatalog catalog = settings.catalog();
        settings.packs().stream()
                .filter(name -> catalog.find(name).isEmpty())
                .forEach(name -> log.warn("There is no model pack {}; known are {}", name, catalog.names()));
        ModelRegistry registry =
                new ModelRegistry(new LoadedRoles(new RoleLoader(settings, catalog), settings.reader()));
        registry.roles.unavailable().forEach(ModelRegistry::report);
        return registry;
    }

    private static void report(Unavailable missing) {
        log.info("No {}: {}. {}", missing.role(), missing.reason(), missing.installCommand());
    }

    /** Needs no model. */
    public BlurDetector blurDetector() {
        return blurDetector;
    }

    public Optional<FaceDetector> faceDetector() {
        return roles.faceDetector();
    }

    public Optional<FaceEmbedder> faceEmbedder() {
        return roles.faceEmbedder();
    }

    /** Needs no pack, since Tesseract comes with this library; with a bib detector it reads better. */
    public Optional<BibReader> bibReader() {
        return roles.bibReader();
    }

    public List<LoadedModel> loaded() {
        return roles.loaded();
    }

    /** Why a role has no model; empty if it has one. */
    public Optional<Unavailable> unavailable(ModelRole role) {
        return roles.unavailable().stream()
                .filter(missing -> missing.role() == role)
                .findFirst();
    }

    /** Unloads all models, waiting for the runs under way. */
    @Override
    public void close() {
        roles.close();
    }
}

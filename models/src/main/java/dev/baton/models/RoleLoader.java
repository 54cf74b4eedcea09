package dev.baton.models;

import dev.baton.models.catalog.InstalledModel;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.catalog.ModelStore;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.catalog.PackManifest;
import dev.baton.models.runtime.InferenceEngine;
import dev.baton.models.runtime.OnnxModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds, verifies and loads the model of one role. Several threads may load different roles. */
final class RoleLoader {
    private final boolean acceptLicence;
    private final PackCatalog catalog;
    private final ModelStore store;
    private final InferenceEngine engine;
    private final List<PackManifest> packs;

    RoleLoader(ModelSettings settings, PackCatalog catalog) {
        this.acceptLicence = settings.acceptLicence();
        this.catalog = catalog;
        this.store = new ModelStore(settings.directory(), catalog);
        this.engine = new InferenceEngine(settings.inference());
        this.packs = settings.packs().stream()
                .flatMap(name -> catalog.find(name).stream())
                .toList();
    }

    /**
     * The role's model, or the reason why there is none. Only the first pack that offers a role is asked: vectors of another
     * embedder would be of no use, and thresholds of another detector a surprise.
     */
    Optional<RoleModel> load(ModelRole role, Consumer<Unavailable> otherwise) {
        Optional<PackManifest> pack =
                packs.stream().filter(one -> one.model(role).isPresent()).findFirst();
        if (pack.isEmpty()) {
            otherwise.accept(notOffered(role));
            return Optional.empty();
        }
        return load(role, pack.get(), otherwise);
    }

    private Optional<RoleModel> load(ModelRole role, PackManifest pack, Consumer<Unavailable> otherwise) {
        if (!acceptLicence && !store.isLicenceAccepted(pack)) {
            otherwise.accept(new Unavailable(
                    role,
                    "the licence of pack " + pack.name() + " is not accepted (" + pack.licence() + ")",
                    pack.installCommand()));
            return Optional.empty();
        }
        long started = System.nanoTime();
        Optional<InstalledModel> installed = pack.model(role).flatMap(model -> store.open(pack, model));
        if (installed.isEmpty()) {
            otherwise.accept(new Unavailable(role, "pack " + pack.name() + " is not installed", pack.installCommand()));
        }
        return installed.map(model -> loaded(role, model, started));
    }

    private RoleModel loaded(ModelRole role, InstalledModel installed, long started) {
        String file = installed.manifest().file();
        OnnxModel onnx = engine.load(file, installed.content());
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        String sha256 = installed.manifest().sha256();
        return new RoleModel(
                installed, onnx, new LoadedModel(role, installed.pack(), file, sha256, onnx.provider(), took));
    }

    private Unavailable notOffered(ModelRole role) {
        String command = catalog.names().stream()
                .flatMap(name -> catalog.find(name).stream())
                .filter(pack -> !pack.testsOnly() && !pack.licenceAcceptance())
                .filter(pack -> pack.model(role).isPresent())
                .map(PackManifest::installCommand)
                .reduce((first, last) -> last)
                .orElse("");
        return new Unavailable(role, "no configured pack has a " + role, command);
    }
}

package dev.baton.models.install;

import dev.baton.models.catalog.ModelStore;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.catalog.PackManifest;
import dev.baton.models.catalog.UntrustedModelException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The command behind {@code make models PACK=name}: its argument is the pack; {@code BATON_MODELS_DIRECTORY},
 * {@code BATON_MODEL_MIRROR} and {@code ACCEPT_LICENCE} are read from the environment.
 */
public final class InstallPack {
    static final int INSTALLED = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int LICENCE_NOT_ACCEPTED = 3;
    static final int UNTRUSTED = 4;

    private final Map<String, String> environment;
    private final PackCatalog catalog;
    private final PrintStream out;

    InstallPack(Map<String, String> environment, PackCatalog catalog, PrintStream out) {
        this.environment = environment;
        this.catalog = catalog;
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(new InstallPack(System.getenv(), PackCatalog.bundled(), System.out).run(arguments));
    }

    int run(String... arguments) {
        Optional<PackManifest> pack = arguments.length == 1 ? catalog.find(arguments[0]) : Optional.empty();
        if (pack.isEmpty()) {
            out.println("Name one of these packs, as in: make models PACK=opencv-zoo");
            catalog.names().forEach(name -> out.println("  " + name));
            return WRONG_USAGE;
        }
        try {
            return install(pack.get());
        } catch (LicenceNotAcceptedException e) {
            out.println(e.getMessage());
            return LICENCE_NOT_ACCEPTED;
        } catch (UntrustedModelException e) {
            out.println(e.getMessage());
            return UNTRUSTED;
        } catch (ModelDownloadException e) {
            out.println(e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause()));
            return FAILED;
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return WRONG_USAGE;
        }
    }

    private int install(PackManifest pack) {
        if (pack.isBuiltIn()) {
            out.println("Nothing to install: " + pack.name() + " is built in");
            return INSTALLED;
        }
        Path directory = Path.of(environment.getOrDefault("BATON_MODELS_DIRECTORY", ".baton/models"));
        String mirror = environment.getOrDefault("BATON_MODEL_MIRROR", "");
        boolean accepted = environment.getOrDefault("ACCEPT_LICENCE", "").equalsIgnoreCase("yes");
        InstallOptions options = new InstallOptions(mirror.isBlank() ? null : URI.create(mirror), accepted);
        out.println("Installing " + pack.name() + " (" + pack.licence() + ") into " + directory);
        new PackInstaller(new ModelStore(directory, catalog), options, new PrintedProgress(out)).install(pack);
        out.println("Installed " + pack.name() + ": "
                + String.join(
                        ", ", pack.models().stream().map(model -> model.file()).toList()));
        out.println("Workers that start from now on load it where baton.models.packs (BATON_MODELS_PACKS) names "
                + pack.name());
        return INSTALLED;
    }
}

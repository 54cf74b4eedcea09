package dev.baton.models.install;

import dev.baton.models.catalog.PackManifest;

/** A pack's licence restricts its use, and nobody has accepted it. */
public final class LicenceNotAcceptedException extends RuntimeException {
    LicenceNotAcceptedException(PackManifest pack) {
        super("pack " + pack.name() + " has the licence \"" + pack.licence() + "\"; if you accept it, run: "
                + pack.installCommand());
    }
}

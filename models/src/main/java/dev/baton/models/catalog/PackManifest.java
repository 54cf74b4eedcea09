package dev.baton.models.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pack: the models that are installed and used together.
 *
 * @param name as in {@code make models PACK=name}
 * @param description one sentence
 * @param licence the licence, or that of the strictest model
 * @param licenceAcceptance whether the operator must accept the licence before the pack is installed or loaded
 * @param testsOnly whether the pack serves tests and has no upstream
 * @param models its models, one for a role
 */
public record PackManifest(
        String name,
        String description,
        String licence,
        boolean licenceAcceptance,
        boolean testsOnly,
        List<ModelManifest> models) {

    public PackManifest {
        if (!name.matches("[a-z0-9][a-z0-9_.-]*")) {
            throw new IllegalArgumentException("pack name must be lower case letters, digits, _ . or -, was " + name);
        }
        if (licence.isBlank() || models.isEmpty()) {
            throw new IllegalArgumentException("pack " + name + " must state its licence and have models");
        }
        Set<ModelRole> roles = new HashSet<>();
        for (ModelManifest model : models) {
            if (!roles.add(model.role())) {
                throw new IllegalArgumentException("pack " + name + " has two models for " + model.role());
            }
        }
        models = List.copyOf(models);
    }

    public Optional<ModelManifest> model(ModelRole role) {
        return models.stream().filter(model -> model.role() == role).findFirst();
    }

    /** Whether all its files come with this library, so that nothing is to be installed. */
    public boolean isBuiltIn() {
        return models.stream().allMatch(model -> model.source().isBuiltIn());
    }

    /** What an operator does to have the pack. */
    public String installCommand() {
        if (isBuiltIn()) {
            return "set BATON_MODELS_PACKS=" + name;
        }
        String mirror = testsOnly ? " MODEL_MIRROR=file:///path/to/files/" : "";
        return "make models PACK=" + name + mirror + (licenceAcceptance ? " ACCEPT_LICENCE=yes" : "");
    }
}

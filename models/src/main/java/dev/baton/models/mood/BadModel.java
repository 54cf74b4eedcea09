package dev.baton.models.mood;

import dev.baton.models.catalog.ModelRole;

/** A file that could not be loaded, and why; the others were. */
public record BadModel(ModelRole role, String file, String reason) {}

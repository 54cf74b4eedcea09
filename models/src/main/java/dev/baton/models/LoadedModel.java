package dev.baton.models;

import dev.baton.models.catalog.ModelRole;
import dev.baton.models.runtime.Provider;
import java.time.Duration;

/** A model that is ready, for operators to see. */
public record LoadedModel(ModelRole role, String pack, String file, String sha256, Provider provider, Duration took) {}

package dev.baton.models;

import dev.baton.models.catalog.ModelRole;

/** Why no model has a role, and what an operator types to change that. */
public record Unavailable(ModelRole role, String reason, String installCommand) {}

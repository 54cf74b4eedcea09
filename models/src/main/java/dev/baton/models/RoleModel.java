package dev.baton.models;

import dev.baton.models.catalog.InstalledModel;
import dev.baton.models.runtime.OnnxModel;

/** A model that was verified and loaded for its role. */
record RoleModel(InstalledModel installed, OnnxModel onnx, LoadedModel description) {}

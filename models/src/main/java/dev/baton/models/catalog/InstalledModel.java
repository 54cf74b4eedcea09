package dev.baton.models.catalog;

import java.nio.ByteBuffer;

/**
 * A model whose content was verified against its manifest.
 *
 * @param pack the pack it belongs to
 * @param manifest its manifest
 * @param content its file, memory-mapped where it lies on disk
 */
public record InstalledModel(String pack, ModelManifest manifest, ByteBuffer content) {}

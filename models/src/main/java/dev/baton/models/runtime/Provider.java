package dev.baton.models.runtime;

/** What a model runs on. */
public enum Provider {
    CPU,
    CUDA
}

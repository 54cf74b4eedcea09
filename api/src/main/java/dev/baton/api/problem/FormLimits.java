package dev.baton.api.problem;

/** How many files a form may have. */
public record FormLimits(int files) {}

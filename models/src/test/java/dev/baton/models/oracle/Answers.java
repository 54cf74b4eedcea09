package dev.baton.models.oracle;

/** A file that a library wrote, and what it says itself to each probe. */
record Answers(byte[] file, double[][] expected) {}

package dev.baton.api.problem;

/** How many files a form may have, and how many bytes the header of a part, in which a file's name is. */
public record FormLimits(int files, int partHeader) {}

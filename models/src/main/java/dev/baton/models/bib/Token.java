package dev.baton.models.bib;

import dev.baton.models.image.Box;

/** A word as it was read, with its confidence from 0 to 1 and its place in the picture that was read. */
record Token(String text, double confidence, Box box) {}

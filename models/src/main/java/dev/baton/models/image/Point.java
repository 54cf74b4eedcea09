package dev.baton.models.image;

/** A place in a photo, in pixels from its top left corner. */
public record Point(float x, float y) {}

package dev.baton.photo.format;

/** What a photo's file says of itself. Width and height are in pixels, as stored, before any EXIF rotation. */
public record PhotoHeader(PhotoFormat format, int width, int height) {}

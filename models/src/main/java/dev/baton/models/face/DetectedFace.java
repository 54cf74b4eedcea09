package dev.baton.models.face;

import dev.baton.models.image.Box;

/** A face found in a photo, with the detector's score from 0 to 1. */
public record DetectedFace(Box box, float score, Landmarks landmarks) {}

package dev.baton.models.bib;

import dev.baton.models.image.Box;
import dev.baton.models.image.Letterbox;
import dev.baton.models.image.Photo;

/**
 * A bib found in a photo.
 *
 * @param score the detector's, from 0 to 1
 * @param isDoubtful whether it is a bib only if a number can be read on it
 */
public record DetectedBib(Box box, float score, boolean isDoubtful) {

    /** From pixels of the model's input to those of the photo. */
    DetectedBib unfitted(Letterbox fitted, Photo photo) {
        double scale = fitted.scale();
        Box unfitted = new Box(
                (float) ((box.x1() - fitted.left()) / scale),
                (float) ((box.y1() - fitted.top()) / scale),
                (float) ((box.x2() - fitted.left()) / scale),
                (float) ((box.y2() - fitted.top()) / scale));
        return new DetectedBib(unfitted.clippedTo(photo.width(), photo.height()), score, isDoubtful);
    }
}

package dev.baton.models.bib;

/** A connected shape that is about as tall as a digit would be. */
record Shape(int left, int top, int width, int height) {
    int right() {
        return left + width;
    }

    int bottom() {
        return top + height;
    }

    double centreX() {
        return left + width / 2.0;
    }

    double centreY() {
        return top + height / 2.0;
    }

    /** Whether the other, which lies further right, could be the next character of the same row. */
    boolean isFollowedBy(Shape next) {
        double taller = Math.max(height, next.height);
        boolean isAsTall = Math.min(height, next.height) > 0.7 * taller;
        boolean isLevel = Math.abs(centreY() - next.centreY()) < 0.35 * taller;
        int gap = next.left - right();
        return isAsTall && isLevel && gap < 0.8 * taller && gap > -0.3 * taller;
    }
}

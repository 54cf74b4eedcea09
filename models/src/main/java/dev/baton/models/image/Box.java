package dev.baton.models.image;

/** An upright rectangle in a photo, in pixels; a detector's box may reach beyond the photo's edge. */
public record Box(float x1, float y1, float x2, float y2) {
    public float width() {
        return x2 - x1;
    }

    public float height() {
        return y2 - y1;
    }

    /** Returns this box with {@code margin} more on each side, a share of its width and height. */
    public Box grownBy(double margin) {
        float beside = (float) (width() * margin);
        float above = (float) (height() * margin);
        return new Box(x1 - beside, y1 - above, x2 + beside, y2 + above);
    }

    public Box clippedTo(int width, int height) {
        return new Box(within(x1, width), within(y1, height), within(x2, width), within(y2, height));
    }

    /** Intersection over union. */
    public double overlap(Box other) {
        double shared = areaShared(other);
        double union = (double) width() * height() + (double) other.width() * other.height() - shared;
        return union > 0 ? shared / union : 0;
    }

    /** Tells whether at least half of this box lies in another. */
    public boolean isMostlyIn(Box other) {
        return 2 * areaShared(other) >= (double) width() * height();
    }

    private double areaShared(Box other) {
        return Math.max(0.0, Math.min(x2, other.x2) - Math.max(x1, other.x1))
                * Math.max(0.0, Math.min(y2, other.y2) - Math.max(y1, other.y1));
    }

    private static float within(float value, int limit) {
        return Math.max(0, Math.min(limit, value));
    }
}

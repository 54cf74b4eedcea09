package dev.baton.models.tree;

/**
 * A node of a tree, whose children are named by their places in it.
 *
 * @param feature what is compared, or {@link #LEAF}
 * @param threshold values up to it go left
 * @param value what a leaf adds to the margin; of an inner node, what its subtree adds on average
 */
record Node(
        int feature, double threshold, int left, int right, Missing missing, boolean missingGoesLeft, double value) {
    static final int LEAF = -1;

    static Node leaf(double value) {
        return new Node(LEAF, 0, 0, 0, Missing.AS_ZERO, false, value);
    }

    boolean isLeaf() {
        return feature == LEAF;
    }

    /** Which values count as absent, and so go where absent ones go. */
    enum Missing {
        /** None does: NaN is read as 0. */
        AS_ZERO,
        ZERO_OR_NAN,
        NAN
    }
}

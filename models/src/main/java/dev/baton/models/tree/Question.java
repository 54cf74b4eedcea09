package dev.baton.models.tree;

import java.util.BitSet;

/**
 * What an inner node asks of a feature; yes goes left.
 *
 * @param threshold the greatest value that is a yes, where values are compared
 * @param among categories that are a yes, where categories are
 */
record Question(int feature, Kind kind, double threshold, BitSet among) {
    /** LightGBM's {@code kZeroThreshold}, a single float: what is no further from 0 is 0. */
    private static final double ZERO = 1e-35f;

    private static final BitSet NONE = new BitSet();

    Question {
        if (Double.isNaN(threshold)) {
            throw new UnreadableTreesException("a tree compares with NaN");
        }
    }

    static Question upTo(int feature, double threshold, boolean orAbsent) {
        return new Question(feature, orAbsent ? Kind.UP_TO_OR_NAN : Kind.UP_TO, threshold, NONE);
    }

    /** Zeros are absent, too. */
    static Question upToOfNonZeros(int feature, double threshold, boolean orAbsent) {
        return new Question(
                feature, orAbsent ? Kind.UP_TO_OF_NON_ZEROS_OR_ABSENT : Kind.UP_TO_OF_NON_ZEROS, threshold, NONE);
    }

    static Question among(int feature, Kind kind, BitSet categories) {
        return new Question(feature, kind, 0, categories);
    }

    /** The kinds of questions. The first two, which nearly all are, are answered where the trees are walked. */
    enum Kind {
        UP_TO(false, false),
        UP_TO_OR_NAN(false, true),
        UP_TO_OF_NON_ZEROS(true, false),
        UP_TO_OF_NON_ZEROS_OR_ABSENT(true, true),
        /** Fractions are cut off first, so that what is above -1 is category 0. */
        AMONG_WHEN_CUT(false, false, Math.nextUp(-1.0)),
        /** What is below 0 is no category. */
        AMONG(false, false, 0),
        AMONG_OR_NAN(false, true, 0);

        private final boolean zeroIsAbsent;
        private final boolean absentIsYes;
        private final double leastCategory;

        Kind(boolean zeroIsAbsent, boolean absentIsYes, double leastCategory) {
            this.zeroIsAbsent = zeroIsAbsent;
            this.absentIsYes = absentIsYes;
            this.leastCategory = leastCategory;
        }

        Kind(boolean zeroIsAbsent, boolean absentIsYes) {
            this(zeroIsAbsent, absentIsYes, Double.NaN);
        }

        boolean isYes(double value, double threshold, BitSet among) {
            if (Double.isNaN(value) || (zeroIsAbsent && Math.abs(value) <= ZERO)) {
                return absentIsYes;
            }
            return Double.isNaN(leastCategory) ? value <= threshold : value >= leastCategory && among.get((int) value);
        }
    }
}

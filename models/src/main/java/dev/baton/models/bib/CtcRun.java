package dev.baton.models.bib;

/**
 * One character as several steps in a row saw it.
 *
 * @param character its class, from 1
 * @param confidence that of the first step, which is the one that counts
 * @param second the character that came next to it
 * @param doubt how likely the second is beside the first, 0 to 1
 */
record CtcRun(int character, double confidence, int second, double doubt) {

    /** The run of these steps, which all have the same best class. */
    static CtcRun of(float[] values, int classes, int begin, int end) {
        float[] sums = new float[classes];
        for (int step = begin; step < end; step++) {
            for (int one = 1; one < classes; one++) {
                sums[one] += values[step * classes + one];
            }
        }
        int character = best(values, begin * classes, classes);
        float sum = sums[character];
        sums[character] = 0;
        int second = best(sums, 1, classes - 1) + 1;
        double doubt = sum > 0 ? Math.min(1, sums[second] / sum) : 0;
        return new CtcRun(character, values[begin * classes + character], second, doubt);
    }

    /** Which of these values is the greatest. */
    static int best(float[] values, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (values[from + i] > values[from + best]) {
                best = i;
            }
        }
        return best;
    }
}

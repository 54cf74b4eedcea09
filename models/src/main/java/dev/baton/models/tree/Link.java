package dev.baton.models.tree;

/** How margins become probabilities. */
enum Link {
    /** Each margin is the log-odds of a yes, whatever the others are. */
    LOGISTIC {
        @Override
        double[] probabilities(double[] margins) {
            double[] probabilities = new double[margins.length];
            for (int i = 0; i < margins.length; i++) {
                probabilities[i] = 1 / (1 + Math.exp(-margins[i]));
            }
            return probabilities;
        }
    },
    /** A margin for each class, of which one is true. */
    SOFTMAX {
        @Override
        double[] probabilities(double[] margins) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (double margin : margins) {
                greatest = Math.max(greatest, margin);
            }
            double[] shares = new double[margins.length];
            double sum = 0;
            for (int i = 0; i < margins.length; i++) {
                shares[i] = Math.exp(margins[i] - greatest);
                sum += shares[i];
            }
            for (int i = 0; i < margins.length; i++) {
                shares[i] /= sum;
            }
            return shares;
        }
    };

    abstract double[] probabilities(double[] margins);
}

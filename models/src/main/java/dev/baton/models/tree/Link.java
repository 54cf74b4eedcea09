package dev.baton.models.tree;

/** How margins become probabilities. */
enum Link {
    /** One margin, one probability. */
    LOGISTIC {
        @Override
        double[] probabilities(double[] margins) {
            return new double[] {1 / (1 + Math.exp(-margins[0]))};
        }
    },
    /** A margin for each class. */
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

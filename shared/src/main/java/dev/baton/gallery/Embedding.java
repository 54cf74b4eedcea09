package dev.baton.gallery;

import com.pgvector.PGvector;
import java.util.Arrays;

/**
 * A face as a point of unit length; points of different models never compare.
 *
 * @param model the embedder, letters, digits, '.', '_', '-' and '@'
 */
public record Embedding(String model, float[] values) {
    public Embedding {
        if (!model.matches("[A-Za-z0-9._@-]{1,100}")) {
            throw new IllegalArgumentException("an embedding model's name is letters, digits, '.', '_', '-' and '@'");
        }
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        // At a distance of NaN from every other, which SQL takes for more than any number.
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw new IllegalArgumentException("an embedding's values must be finite and not all 0");
        }
    }

    /** Returns one of {@code model}, no matter which. */
    static Embedding any(String model, int dimension) {
        float[] values = new float[dimension];
        Arrays.fill(values, 1);
        return new Embedding(model, values);
    }

    int dimension() {
        return values.length;
    }

    String asVector() {
        return new PGvector(values).toString();
    }
}

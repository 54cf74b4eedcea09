package dev.baton.gallery;

import com.pgvector.PGvector;

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
    }

    int dimension() {
        return values.length;
    }

    String asVector() {
        return new PGvector(values).toString();
    }
}

package dev.baton.gallery;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddingTest {
    /** To SQL NaN is more than any number, and a face without a direction is at NaN from all. */
    @Test
    void whatHasNoDirectionIsLikeNobody() {
        assertThatThrownBy(() -> new Embedding("model", new float[128])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Embedding("model", new float[] {1, Float.NaN}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

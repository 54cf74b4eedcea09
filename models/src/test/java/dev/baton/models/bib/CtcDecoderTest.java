package dev.baton.models.bib;

import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class CtcDecoderTest {
    private static final float[] BLANK = {0.9f, 0.04f, 0.03f, 0.03f};
    private static final float[] SEVEN = {0.05f, 0.8f, 0.1f, 0.05f};
    private static final float[] ONE = {0.1f, 0.3f, 0.6f, 0};
    private static final float[] LETTER = {0, 0, 0, 1};

    private final CtcDecoder decoder = new CtcDecoder("71A");

    @Test
    void repeatsCollapseAndBlanksGo() {
        assertThat(best(BLANK, LETTER, LETTER, SEVEN, BLANK, SEVEN, SEVEN, ONE, BLANK))
                .isEqualTo("A771");
    }

    @Test
    void confidenceIsTheMeanOfTheFirstStepOfEachCharacter() {
        float[] surer = {0, 0.99f, 0.01f, 0};

        List<Candidate> read = decoder.decode(steps(LETTER, SEVEN, surer, BLANK, ONE));

        assertThat(read.get(0).confidence()).isCloseTo((1 + 0.8 + 0.6) / 3, within(1e-6));
    }

    @Test
    void candidatesDifferInOneCharacterAndAreLessLikelyTheSurerItWas() {
        List<Candidate> read = decoder.decode(steps(SEVEN, BLANK, ONE));

        assertThat(read).extracting(Candidate::text).containsExactly("71", "77", "11");
        assertThat(read.get(1).confidence()).isCloseTo(0.7 * 0.3 / 0.6, within(1e-6));
        assertThat(read.get(2).confidence()).isCloseTo(0.7 * 0.1 / 0.8, within(1e-6));
    }

    @Test
    void blankAloneHasNoReading() {
        assertThat(decoder.decode(steps(BLANK, BLANK))).isEmpty();
        assertThat(decoder.decode(new Tensor("y", new long[] {1, 0, 4}, new float[0])))
                .isEmpty();
    }

    @Test
    void otherNumberOfClassesIsRefused() {
        Tensor five = new Tensor("y", new long[] {1, 2, 5}, new float[10]);

        assertThatExceptionOfType(InferenceFailedException.class)
                .isThrownBy(() -> decoder.decode(five))
                .withMessageContaining("[1, steps, 4]");
    }

    private String best(float[]... steps) {
        return decoder.decode(steps(steps)).get(0).text();
    }

    private static Tensor steps(float[]... steps) {
        float[] values = new float[steps.length * 4];
        for (int i = 0; i < steps.length; i++) {
            System.arraycopy(steps[i], 0, values, i * 4, 4);
        }
        return new Tensor("y", new long[] {1, steps.length, 4}, values);
    }
}

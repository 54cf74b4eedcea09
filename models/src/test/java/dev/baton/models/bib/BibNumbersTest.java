package dev.baton.models.bib;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BibNumbersTest {
    private final BibNumbers numbers = new BibNumbers(2);

    @ParameterizedTest
    @CsvSource({"1234,1234", "I2O4,1204", "lSBZ,1582", "zs,25", "A-1_7,A17", "' 42.',42"})
    void lettersThatLookLikeDigitsAreDigitsOnABib(String read, String number) {
        assertThat(numbers.onBib(read)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "A7", "RUN", "12345678901"})
    void tooFewDigitsOrTooManyCharactersAreNoNumber(String read) {
        assertThat(numbers.onBib(read)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BOSS", "SOlO", "Zoo12", "I2", "..1.2..."})
    void wordsOfLettersAreNoNumberInAPhoto(String read) {
        assertThat(numbers.anywhere(read)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1234,1234", "12O4,1204", "A17,A17"})
    void tokensOfMostlyDigitsAreNumbersInAPhoto(String read, String number) {
        assertThat(numbers.anywhere(read)).contains(number);
    }

    @Test
    void leastNumberOfDigitsCanBeRaised() {
        assertThat(new BibNumbers(4).onBib("123")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new BibNumbers(0));
    }
}

package dev.baton.models.bib;

import dev.baton.models.image.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BothReadersTest {
    private static final Box BOX = new Box(0, 0, 60, 40);

    @Test
    void numberThatBothReadIsMoreCertainThanEitherThoughtItWas() {
        Bib bib = agreed(new Candidate("1234", 0.8), new Candidate("1284", 0.7), new Candidate("1234", 0.6));

        assertThat(bib.number()).isEqualTo("1234");
        assertThat(bib.confidence()).isCloseTo(0.92, within(1e-9));
        assertThat(bib.candidates()).extracting(Candidate::text).containsExactly("1234", "1284");
        assertThat(bib.box()).isEqualTo(BOX);
    }

    @Test
    void readersThatDisagreeLeaveTheMoreCertainReadingAsItWas() {
        Bib bib = agreed(new Candidate("57", 0.5), new Candidate("51", 0.75));

        assertThat(bib.number()).isEqualTo("51");
        assertThat(bib.confidence()).isEqualTo(0.75);
    }

    @Test
    void agreementOfDoubtfulReadersBeatsOneThatIsNotSureEither() {
        assertThat(agreed(new Candidate("7", 0.5), new Candidate("1", 0.6), new Candidate("7", 0.5))
                        .number())
                .isEqualTo("7");
    }

    @Test
    void nothingReadIsNoBib() {
        assertThat(BothReaders.agreed(List.of(), BOX)).isEmpty();
    }

    private static Bib agreed(Candidate... all) {
        return BothReaders.agreed(List.of(all), BOX).orElseThrow();
    }
}

package dev.baton.models.evaluation;

import dev.baton.models.evaluation.AveragePrecision.Scored;
import dev.baton.models.image.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AveragePrecisionTest {
    private static final Box HERE = new Box(0, 0, 10, 10);
    private static final Box THERE = new Box(50, 50, 60, 60);
    private static final Box NOWHERE = new Box(80, 0, 90, 10);

    private final AveragePrecision precision = new AveragePrecision();

    @Test
    void allFoundAndNothingElseIsOne() {
        precision.add(
                List.of(new Scored(HERE, 0.4), new Scored(THERE, 0.6)),
                List.of(HERE, THERE),
                AveragePrecisionTest::isNothing);

        assertThat(precision.value()).isEqualTo(1);
    }

    @Test
    void whatIsMissedAndWhatIsFalseBothCount() {
        precision.add(
                List.of(new Scored(NOWHERE, 0.9), new Scored(HERE, 0.5)),
                List.of(HERE, THERE),
                AveragePrecisionTest::isNothing);

        assertThat(precision.value()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void findingABoxTwiceIsFalseTheSecondTime() {
        precision.add(
                List.of(new Scored(HERE, 0.9), new Scored(HERE, 0.8)), List.of(HERE), AveragePrecisionTest::isNothing);
        precision.add(List.of(new Scored(THERE, 0.7)), List.of(THERE), AveragePrecisionTest::isNothing);

        assertThat(precision.value()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-9));
    }

    @Test
    void halfOverlapIsEnoughAndLessIsNot() {
        precision.add(List.of(new Scored(new Box(0, 0, 10, 5), 0.9)), List.of(HERE), AveragePrecisionTest::isNothing);
        assertThat(precision.value()).isEqualTo(1);

        precision.add(
                List.of(new Scored(new Box(50, 50, 60, 54), 0.9)), List.of(THERE), AveragePrecisionTest::isNothing);
        assertThat(precision.value()).isEqualTo(0.5);
    }

    @Test
    void whatFindsSomethingExcusedCountsOnlyIfItIsRight() {
        precision.add(
                List.of(new Scored(HERE, 0.9), new Scored(NOWHERE, 0.8), new Scored(THERE, 0.7)),
                List.of(HERE, THERE),
                box -> box.equals(NOWHERE) || box.equals(HERE));

        assertThat(precision.value()).isEqualTo(1);
    }

    private static boolean isNothing(Box box) {
        return false;
    }
}

package dev.baton.models.face;

import dev.baton.models.image.Point;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SimilarityTest {
    private static final List<Point> TEMPLATE = List.of(
            new Point(38.2946f, 51.6963f),
            new Point(73.5318f, 51.5014f),
            new Point(56.0252f, 71.7366f),
            new Point(41.5493f, 92.3655f),
            new Point(70.7299f, 92.2041f));

    @Test
    void turnedScaledAndShiftedPointsAreBroughtBackExactly() {
        double angle = Math.toRadians(33);
        List<Point> moved = TEMPLATE.stream()
                .map(p -> new Point((float) (2.5 * (Math.cos(angle) * p.x() - Math.sin(angle) * p.y()) + 100), (float)
                        (2.5 * (Math.sin(angle) * p.x() + Math.cos(angle) * p.y()) - 40)))
                .toList();

        Similarity back = Similarity.between(moved, TEMPLATE);

        for (int i = 0; i < moved.size(); i++) {
            assertNear(apply(back, moved.get(i)), TEMPLATE.get(i), 1e-3);
        }
    }

    /** Expected matrix from Umeyama's method with NumPy's singular value decomposition. */
    @Test
    void noisyPointsGiveTheEstimateOfLeastSquares() {
        List<Point> face = List.of(
                new Point(282.22f, 232.36f),
                new Point(317.79f, 229.74f),
                new Point(305.26f, 250.77f),
                new Point(284.93f, 265.17f),
                new Point(320.2f, 262.79f));

        double[] rows = Similarity.between(face, TEMPLATE).rows();

        double[] expected = {1.045788, -0.071905, -242.041284, 0.071905, 1.045788, -209.349362};
        for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i]).isCloseTo(expected[i], within(1e-3));
        }
    }

    @Test
    void mirroredPointsAreTurnedButNeverMirrored() {
        List<Point> mirrored =
                TEMPLATE.stream().map(p -> new Point(-p.x(), p.y())).toList();

        double[] rows = Similarity.between(mirrored, TEMPLATE).rows();

        assertThat(rows[0] * rows[4] - rows[1] * rows[3]).isNotNegative();
    }

    @Test
    void onePointAloneIsRefused() {
        List<Point> same = Collections.nCopies(5, new Point(3, 4));

        assertThatIllegalArgumentException().isThrownBy(() -> Similarity.between(same, TEMPLATE));
    }

    private static Point apply(Similarity similarity, Point point) {
        double[] rows = similarity.rows();
        return new Point((float) (rows[0] * point.x() + rows[1] * point.y() + rows[2]), (float)
                (rows[3] * point.x() + rows[4] * point.y() + rows[5]));
    }

    private static void assertNear(Point found, Point expected, double tolerance) {
        assertThat((double) found.x()).isCloseTo(expected.x(), within(tolerance));
        assertThat((double) found.y()).isCloseTo(expected.y(), within(tolerance));
    }
}

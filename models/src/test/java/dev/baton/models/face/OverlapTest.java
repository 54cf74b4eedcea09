package dev.baton.models.face;

import dev.baton.models.image.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class OverlapTest {
    @Test
    void inclusiveBoxesCountTheirLastPixel() {
        assertThat(Overlap.inclusive(new Box(0, 0, 9, 9), new Box(5, 0, 14, 9))).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(Overlap.inclusive(new Box(0, 0, 9, 9), new Box(20, 0, 29, 9)))
                .isZero();
    }

    @Test
    void wholePixelBoxesLoseTheirFractions() {
        assertThat(Overlap.wholePixels(new Box(0.9f, 0, 10.9f, 10), new Box(5.9f, 0, 15.9f, 10)))
                .isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void facesBeyondTheMaximumAreDropped() {
        List<DetectedFace> faces = List.of(
                Faces.at(new Box(0, 0, 10, 10), 0.7),
                Faces.at(new Box(50, 0, 60, 10), 0.9),
                Faces.at(new Box(100, 0, 110, 10), 0.8));

        assertThat(Overlap.suppress(faces, 2, 0.4, Overlap::inclusive))
                .extracting(DetectedFace::score)
                .containsExactly(0.9f, 0.8f);
    }
}

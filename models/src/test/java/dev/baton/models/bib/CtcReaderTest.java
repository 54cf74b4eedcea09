package dev.baton.models.bib;

import dev.baton.models.SharedData;
import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Channels;
import dev.baton.models.catalog.ModelManifest.Recognition;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.image.Box;
import dev.baton.models.image.Drawing;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceEngine;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.InferenceSettings;
import dev.baton.models.runtime.Onnx;
import dev.baton.models.runtime.OnnxModel;
import dev.baton.models.runtime.StandIns;
import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CtcReaderTest {
    private static final ModelManifest PADDLE = PackCatalog.bundled()
            .find("lab-paddleocr")
            .flatMap(pack -> pack.model(ModelRole.TEXT_RECOGNIZER))
            .orElseThrow();

    @Test
    void officialRecogniserReadsALineOfDrawnDigits() throws IOException {
        ByteBuffer content =
                ByteBuffer.wrap(Files.readAllBytes(SharedData.require("models").resolve(PADDLE.file())));

        try (CtcReader reader = new CtcReader(PADDLE, load(content));
                Photo photo = draw("40719")) {
            List<Candidate> text = reader.text(photo, new Box(370, 380, 830, 515), Cancellation.none());
            assertThat(text.get(0).text()).isEqualTo("40719");
            assertThat(text.get(0).confidence()).isGreaterThan(0.8);

            Box box = new Box(370, 380, 830, 515);
            Bib bib = reader.read(photo, box, new BibNumbers(2), Cancellation.none())
                    .orElseThrow();
            assertThat(bib.number()).isEqualTo("40719");
            assertThat(bib.box()).isEqualTo(box);
            assertThat(reader.read(photo, box, new BibNumbers(6), Cancellation.none()))
                    .isEmpty();
        }
    }

    static Stream<ModelManifest> recognizers() {
        PackCatalog catalog = PackCatalog.bundled();
        return catalog.names().stream()
                .flatMap(name -> catalog.find(name).stream())
                .flatMap(pack -> pack.model(ModelRole.TEXT_RECOGNIZER).stream());
    }

    @ParameterizedTest
    @MethodSource("recognizers")
    void recogniserOfEveryPackReadsColouredStripesFromLeftToRight(ModelManifest manifest) {
        try (CtcReader reader = new CtcReader(manifest, load(StandIns.of(manifest)));
                Photo photo = stripes(manifest)) {
            List<Candidate> text = reader.text(photo, new Box(0, 0, 96, 40), Cancellation.none());

            assertThat(text.get(0).text()).isEqualTo(textOfStripes(manifest));
            assertThat(text.get(0).confidence()).isGreaterThan(0.9);
        }
    }

    /** Four of 24 pixels, which a stand-in reads by their colours. */
    private static Photo stripes(ModelManifest manifest) {
        boolean isRgb = manifest.input().channels() == Channels.RGB;
        Color first = isRgb ? Color.RED : Color.BLUE;
        Color third = isRgb ? Color.BLUE : Color.RED;
        return new PhotoDecoder()
                .decode(Drawing.encoded(Drawing.stripes(24, 40, first, third, Color.GREEN, first), "png"));
    }

    private static String textOfStripes(ModelManifest manifest) {
        String charset = manifest.requireRecognition().charset();
        return new String(new char[] {charset.charAt(0), charset.charAt(2), charset.charAt(1), charset.charAt(0)});
    }

    @Test
    void marginIsReadToo() {
        ModelManifest wide = with(new Recognition(PADDLE.requireRecognition().charset(), 32, 0.5));

        try (CtcReader reader = new CtcReader(wide, load(StandIns.of(wide)));
                Photo photo = stripes(wide)) {
            List<Candidate> text = reader.text(photo, new Box(24, 0, 72, 40), Cancellation.none());

            assertThat(text.get(0).text()).isEqualTo(textOfStripes(wide));
        }
    }

    private static ModelManifest with(Recognition recognition) {
        return new ModelManifest(
                PADDLE.role(),
                PADDLE.file(),
                PADDLE.size(),
                PADDLE.sha256(),
                PADDLE.licence(),
                PADDLE.source(),
                null,
                PADDLE.decoder(),
                PADDLE.input(),
                null,
                null,
                null,
                recognition,
                null);
    }

    @Test
    void modelWithOtherClassesThanItsCharactersIsRefused() {
        // It answers with the picture: four dimensions, and no classes.
        OnnxModel echo = load(Onnx.chain("Relu", 1, 4));

        assertThatExceptionOfType(InferenceFailedException.class)
                .isThrownBy(() -> new CtcReader(PADDLE, echo))
                .withMessageContaining("[1, steps, 97]");
        echo.close();
    }

    @Test
    void modelThatReadsNoTextIsRefused() {
        ModelManifest detector = PackCatalog.bundled()
                .find("opencv-zoo")
                .flatMap(pack -> pack.model(ModelRole.FACE_DETECTOR))
                .orElseThrow();

        try (OnnxModel echo = load(Onnx.chain("Relu", 1, 4))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CtcReader(detector, echo))
                    .withMessageContaining("does not read text");
        }
    }

    @Test
    void recognitionNeedsCharactersAndAWidth() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Recognition("", 32, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Recognition("01", 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Recognition("01", 32, -0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Recognition("01", 32, Double.NaN));
    }

    private static OnnxModel load(ByteBuffer content) {
        return new InferenceEngine(InferenceSettings.defaults()).load("recogniser", content);
    }

    private static Photo draw(String number) {
        return new PhotoDecoder().decode(Drawing.encoded(Drawing.bib(number, 150, 0, Color.BLACK, Color.WHITE), "jpg"));
    }
}

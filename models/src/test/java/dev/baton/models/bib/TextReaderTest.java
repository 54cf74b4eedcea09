package dev.baton.models.bib;

import dev.baton.models.image.Drawing;
import dev.baton.models.runtime.Cancellation;
import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextReaderTest {
    private static TextReader reader;

    @BeforeAll
    static void open() {
        reader = new TextReader();
    }

    @AfterAll
    static void close() {
        reader.close();
    }

    /** A whitelist of digits makes "1234" out of "12-34", and a page of one word reads digits worse than one of a line. */
    @ParameterizedTest
    @ValueSource(strings = {"12-34", "1234", "57", "99217"})
    void aLineIsReadAsItStands(String line) {
        List<Token> tokens = read(line);

        assertThat(String.join(" ", tokens.stream().map(Token::text).toList())).isEqualTo(line);
        assertThat(tokens).allSatisfy(token -> assertThat(token.confidence()).isGreaterThan(0.85));
    }

    private static List<Token> read(String line) {
        byte[] png = Drawing.encoded(
                Drawing.picture(60 + 36 * line.length(), 100, graphics -> {
                    graphics.setRenderingHint(
                            RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
                    graphics.setColor(Color.WHITE);
                    graphics.fillRect(0, 0, 1000, 100);
                    graphics.setColor(Color.BLACK);
                    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 56));
                    graphics.drawString(line, 30, 70);
                }),
                "png");
        try (BytePointer bytes = new BytePointer(png);
                Mat encoded = new Mat(1, png.length, opencv_core.CV_8UC1, bytes);
                Mat gray = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_GRAYSCALE)) {
            return reader.read(gray, Cancellation.none());
        }
    }
}

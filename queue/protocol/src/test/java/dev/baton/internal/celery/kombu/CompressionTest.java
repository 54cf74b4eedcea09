package dev.baton.internal.celery.kombu;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The samples were written by Python: its zlib, bz2 and lzma, zstandard 0.25.0 and brotli 1.2.0, with their defaults, as kombu uses them. */
class CompressionTest {
    private static final int MIB = 1024 * 1024;
    private static final int MAX = 16 * MIB;
    private static final String BODY = "[[\"grün\", 3], {}, null]";

    @ParameterizedTest
    @CsvSource({
        "application/x-gzip,eJyLjlZKLzq8J09JR8E4VkehulZHIa80JycWAGlACEU=",
        "zlib,eJyLjlZKLzq8J09JR8E4VkehulZHIa80JycWAGlACEU=",
        "application/x-bz2,QlpoOTFBWSZTWSy63RsAAAUbjFAECAAACgCFEgoABAgAIAAxTAABTamNRgg31louoPnSbMwLzPi7kinChIFl1ujY",
        "application/x-lzma,/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAXW1siZ3LDvG4iLCAzXSwge30sIG51bGxdABx84G3U7SKiAAEwGI4brOwftvN9AQAAAAAEWVo=",
        "lzma,XQAAgAD//////////wAt4ITOcl+MiKluzy6y4sByyRwD9aCc2ugws8X//+lpgAA=",
        "application/zstd,KLUv/SAYwQAAW1siZ3LDvG4iLCAzXSwge30sIG51bGxd",
        "application/x-brotli,iwuAW1siZ3LDvG4iLCAzXSwge30sIG51bGxdAw=="
    })
    void whatPythonCompressesIsRead(String name, String base64) {
        byte[] body = Base64.getDecoder().decode(base64);

        assertThat(Compression.decompress(body, name, MAX))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(BODY);
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-gzip,eJyLjlZKLzq8J09JR8E4VkehulZHIa80JycWAGlACEU=",
        "application/x-bz2,QlpoOTFBWSZTWSy63RsAAAUbjFAECAAACgCFEgoABAgAIAAxTAABTamNRgg31louoPnSbMwLzPi7kinChIFl1ujY",
        "application/x-lzma,/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAXW1siZ3LDvG4iLCAzXSwge30sIG51bGxdABx84G3U7SKiAAEwGI4brOwftvN9AQAAAAAEWVo=",
        "application/zstd,KLUv/SAYwQAAW1siZ3LDvG4iLCAzXSwge30sIG51bGxd",
        "application/x-brotli,iwuAW1siZ3LDvG4iLCAzXSwge30sIG51bGxdAw=="
    })
    void whatIsCutOrNoneOfItsKindIsRefusedByName(String name, String base64) {
        byte[] body = Base64.getDecoder().decode(base64);
        for (int length = 1; length < body.length - 4; length++) {
            assertRefused(Arrays.copyOf(body, length), name, "the body cannot be read as ");
        }
        assertRefused("[[2, 3], {}, null]".getBytes(StandardCharsets.UTF_8), name, "the body cannot be read as ");
    }

    @ParameterizedTest
    @CsvSource({
        // 64 MiB of spaces.
        "application/x-bz2,QlpoOTFBWSZTWbUiZb8BX44QAMAAAAggADCATUZCoCWpCoCXMUFZJlNZqKLo3gCiddAAwABAAAAIIAAgpTQZjjVFRCbFRUQni7kinChIYXMR0IA=",
        "application/x-brotli,y///P/glQOKxQCD3/o///3/wSwDEYRGA7v0f////4JcAiMMCAN37P/7//8EvARCHBQC693/8//+DXwIgDgsAdO//+P//B78EQBwWAOje//H//w9+CYA4LADQvf/j//8f/BIAcVgAoHv/Nw=="
    })
    void whatInflatesWithoutEndIsRefused(String name, String base64) {
        assertRefused(Base64.getDecoder().decode(base64), name, "more than 16777216 bytes");
    }

    @Test
    void whatInflatesWithoutEndIsRefusedOfTheOthersToo() throws IOException {
        byte[] spaces = new byte[64 * MIB];
        Arrays.fill(spaces, (byte) ' ');
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(zlib)) {
            out.write(spaces);
        }

        assertRefused(zlib.toByteArray(), "application/x-gzip", "more than 16777216 bytes");
        assertRefused(xz(spaces, MIB), "application/x-lzma", "more than 16777216 bytes");
        assertRefused(Zstd.compress(spaces), "application/zstd", "more than 16777216 bytes");
    }

    @Test
    void aBodyOfTheMostThatIsTakenIsTaken() throws IOException {
        byte[] most = new byte[MAX];

        assertThat(Compression.decompress(xz(most, MAX), "xz", MAX)).hasSize(MAX);
        assertThat(Compression.decompress(Zstd.compress(most, 22), "zstd", MAX)).hasSize(MAX);
    }

    @Test
    void whatAsksForMoreMemoryThanAnyBodyNeedsIsRefused() {
        // Preset 9 of xz, whose dictionary has 64 MiB, and a window of 128 MiB of Zstandard's.
        String xz =
                "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jMAQARW1syLCAzXSwge30sIG51bGxdAAAAPfqpQFHTiykAASoSSwhUvB+2830BAAAAAARZWg==";
        String zstd = "KLUv/QCIkQAAW1syLCAzXSwge30sIG51bGxd";

        assertRefused(Base64.getDecoder().decode(xz), "application/x-lzma", "memory");
        assertRefused(Base64.getDecoder().decode(zstd), "application/zstd", "memory");
    }

    @Test
    void whatKombuDoesNotKnowIsRefusedWithWhatThereIs() {
        assertRefused(new byte[0], "snappy", "application/x-brotli, was snappy");
        assertRefused(new byte[0], 7, "was 7");
    }

    @ParameterizedTest
    @CsvSource({
        "bzip2,org.apache.commons:commons-compress",
        "xz,org.tukaani:xz",
        "zstd,com.github.luben:zstd-jni",
        "brotli,org.brotli:dec"
    })
    void aLibraryThatIsLeftOutIsNamed(String name, String library) throws Exception {
        URL[] alone = {Compression.class.getProtectionDomain().getCodeSource().getLocation()};
        try (URLClassLoader loader = new URLClassLoader(alone, ClassLoader.getPlatformClassLoader())) {
            var decompress = loader.loadClass(Compression.class.getName())
                    .getMethod("decompress", byte[].class, Object.class, int.class);

            assertThatExceptionOfType(InvocationTargetException.class)
                    .isThrownBy(() -> decompress.invoke(null, new byte[9], name, MAX))
                    .withCauseInstanceOf(IllegalArgumentException.class)
                    .havingCause()
                    .withMessageContaining(library + " is missing or does not load");
            byte[] zlib = Base64.getDecoder().decode("eJyLjlZKLzq8J09JR8E4VkehulZHIa80JycWAGlACEU=");
            assertThat((byte[]) decompress.invoke(null, zlib, "zlib", MAX)).isNotEmpty();
        }
    }

    private static byte[] xz(byte[] bytes, int dictionary) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        LZMA2Options options = new LZMA2Options(1);
        options.setDictSize(dictionary);
        try (XZOutputStream out = new XZOutputStream(compressed, options)) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }

    private static void assertRefused(byte[] body, Object name, String reason) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Compression.decompress(body, name, MAX))
                .withMessageContaining(reason);
    }
}

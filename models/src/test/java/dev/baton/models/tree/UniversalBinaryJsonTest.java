package dev.baton.models.tree;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Bytes are written as characters, <code>~</code> for 255. That files of XGBoost are read, the differential test shows. */
class UniversalBinaryJsonTest {
    private static byte[] bytes(String text) {
        return text.replace('~', '\377').getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void eachKindOfValueIsRead() {
        JsonNode read = UniversalBinaryJson.read(
                bytes("{i\1aT" + "i\1bS" + "i\2xy" + "i\1cZ" + "i\1d[$U#i\2\1~" + "i\1e[#i\2i~I\1\0" + "i\1fd?\300\0\0"
                        + "i\1gL\0\0\0\0\0\0\0\7" + "i\1h[$l#L\0\0\0\0\0\0\0\1\0\0\1\0" + "i\1i{}}"));

        assertThat(read.toString())
                .isEqualTo(
                        "{\"a\":true,\"b\":\"xy\",\"c\":null,\"d\":[1,255],\"e\":[-1,256],\"f\":1.5,\"g\":7,\"h\":[256],\"i\":{}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{i\1aT",
                "{i\1a[$d#i\2\0\0\0\0}",
                "{i\1aS" + "i\11x}",
                "{i\1al\0\0}",
                "{",
                "{i\1a",
                "{i\1a[$",
                "{i\1a[#i\2T}"
            })
    void whatIsCutOffIsRefused(String text) {
        assertThatExceptionOfType(UnreadableTreesException.class)
                .isThrownBy(() -> UniversalBinaryJson.read(bytes(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "{i\1aTi\1aF}, twice",
        "{i\1a[T]}, without a length",
        "{i\1aN}, of type 78",
        "{i\1aT}x, more bytes",
        "{i\1aSi~}, length of -1",
        "'{i\1a[$d#l\177~~~}', length of 2147483647",
        "'{i\1a[$T#L\177~~~~~~~}', length of 9223372036854775807"
    })
    void whatIsMalformedIsRefused(String text, String reason) {
        assertThatExceptionOfType(UnreadableTreesException.class)
                .isThrownBy(() -> UniversalBinaryJson.read(bytes(text)))
                .withMessageContaining(reason);
    }

    @Test
    void whatIsNestedDeeplyIsRefused() {
        String deep = "{i\1a" + "[#i\1".repeat(100_000);

        assertThatExceptionOfType(UnreadableTreesException.class)
                .isThrownBy(() -> XgboostJson.read(bytes(deep)))
                .withMessageContaining("deep");
    }
}

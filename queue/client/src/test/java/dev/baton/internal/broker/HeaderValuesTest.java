package dev.baton.internal.broker;

import dev.baton.internal.celery.CeleryMessage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderValuesTest {
    static Stream<Arguments> numbers() {
        return Stream.of(
                // A long that is negative arrives as 2^64 less.
                Arguments.of(-1L, -1),
                Arguments.of(7L, 7),
                Arguments.of(-5_000_000_000L, -5e9),
                Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of(5_000_000_000L, 5_000_000_000L),
                // The reader does not know the type, and gives up the connection.
                Arguments.of((short) -3, -3),
                Arguments.of((byte) 3, 3),
                Arguments.of(0.5f, 0.5),
                Arguments.of(-0.25, -0.25),
                // The writer throws.
                Arguments.of(BigInteger.TEN, 10),
                Arguments.of(BigInteger.TEN.pow(30), "1" + "0".repeat(30)),
                Arguments.of(new BigDecimal("1.50"), new BigDecimal("1.50")),
                Arguments.of(new BigDecimal("12345678901.5"), "12345678901.5"),
                Arguments.of(new BigDecimal("1e3"), "1E+3"));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numbersAreWrittenAsEveryClientReadsThem(Object value, Object written) {
        assertThat(sent(value)).isEqualTo(written);
        assertThat(sent(List.of(value))).isEqualTo(List.of(written));
        assertThat(sent(Map.of("deep", List.of(value)))).isEqualTo(Map.of("deep", List.of(written)));
    }

    @Test
    void whatIsNoNumberStaysAsItIs() {
        assertThat(sent("text")).isEqualTo("text");
        assertThat(sent(true)).isEqualTo(true);
    }

    private static Object sent(Object value) {
        CeleryMessage message = new CeleryMessage(Map.of("own", value), new byte[0], null, null, null, null, 0, null);
        return AmqpMessages.toAmqp(message).getMessageProperties().getHeader("own");
    }
}
